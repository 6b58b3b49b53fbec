'use client';

import { useTranslations } from 'next-intl';
import { removeMemberAction, setMemberRoleAction } from '@/app/_actions/projects';
import type { CentreChoice } from '@/app/_contract/catalogue';
import type { MemberDto, ProjectDto } from '@/app/_contract/projects';
import { projectRoles } from '@/app/_contract/roles';
import { Button } from '@/components/ui/button';
import { ErrorNote } from '@/components/ui/error-note';
import { useLocalised } from '@/components/ui/localised';
import { PersonName } from '@/components/ui/person-name';
import { Select } from '@/components/ui/select';
import { Table } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import { useFind } from '@/components/ui/use-find';
import { NewMember } from './new-member';

interface MembersProps {
  readonly project: ProjectDto;
  readonly centres: readonly CentreChoice[];
}

export function Members({ project, centres }: MembersProps) {
  const text = useTranslations('projects');
  const roles = useTranslations('roles');
  const localised = useLocalised();
  const setRole = useAction(setMemberRoleAction);
  const remove = useAction(removeMemberAction);
  const problem = setRole.problem ?? remove.problem;
  const options = projectRoles.map((role) => ({ value: role, label: roles(role) }));
  const centreName = (key: string) => {
    const centre = centres.find((candidate) => candidate.key === key);
    return centre ? localised(centre.label) : key;
  };
  const roleCell = (member: MemberDto) =>
    project.may.members ? (
      <Select
        label={text('roleOf', { name: member.legalName })}
        value={member.role}
        options={options}
        disabled={setRole.busy}
        onChange={(value) => {
          const role = projectRoles.find((known) => known === value);
          if (role) setRole.run({ project: project.id, account: member.account, role });
        }}
      />
    ) : (
      roles(member.role)
    );
  const columns = [
    { key: 'name', header: text('member') },
    { key: 'institution', header: text('institution') },
    { key: 'centre', header: text('centre') },
    { key: 'role', header: text('role') },
    ...(project.may.members ? [{ key: 'remove', header: <span className="sr-only">{text('remove')}</span> }] : []),
  ];
  const { shown, field } = useFind(project.people, ({ name, legalName, institution }) => `${name} ${legalName} ${institution}`);
  const rows = shown.map((member) => ({
    key: member.account,
    cells: {
      name: <PersonName {...member} />,
      institution: member.institution,
      centre: centreName(member.centre),
      role: roleCell(member),
      remove: (
        <Button
          look="quiet"
          size="small"
          busy={remove.busy}
          aria-label={text('removeName', { name: member.legalName })}
          onClick={() => remove.run({ project: project.id, account: member.account })}
        >
          {text('remove')}
        </Button>
      ),
    },
  }));
  return (
    <div className="grid gap-5">
      {problem ? <ErrorNote>{problem.message}</ErrorNote> : null}
      {field}
      <Table caption={text('membersCaption')} columns={columns} rows={rows} />
      {project.may.members ? <NewMember project={project.id} centres={centres} /> : null}
    </div>
  );
}
