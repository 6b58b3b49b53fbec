/** Every text of the interface in English. */
import account from './en/account.json';
import admin from './en/admin.json';
import catalogue from './en/catalogue.json';
import comments from './en/comments.json';
import editor from './en/editor.json';
import fields from './en/fields.json';
import forms from './en/forms.json';
import history from './en/history.json';
import home from './en/home.json';
import log from './en/log.json';
import notebook from './en/notebook.json';
import problems from './en/problems.json';
import projects from './en/projects.json';
import report from './en/report.json';
import roles from './en/roles.json';
import shell from './en/shell.json';

const en = {
  account,
  admin,
  catalogue,
  comments,
  editor,
  fields,
  forms,
  history,
  home,
  log,
  notebook,
  problems,
  projects,
  report,
  roles,
  shell,
};
export type Messages = typeof en;
export default en;
