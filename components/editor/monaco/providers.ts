import type { editor, IRange, languages as Languages } from 'monaco-editor';
import { languages, MarkerSeverity } from 'monaco-editor/editor/editor.api.js';
import { changeBetween } from '@/analysis-kernel/document/text-change';
import { plainText } from '@/components/ui/coded-text';
import type { SourceEdit, SuggestionKind } from '../language-assist';
import { fixesAt, markerOf, rangeOf, spanOf } from './markers';
import { sessions } from './sessions';

const { CompletionItemKind } = languages;

const kinds: Readonly<Record<SuggestionKind, Languages.CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  table: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  name: CompletionItemKind.Variable,
  unit: CompletionItemKind.Unit,
  value: CompletionItemKind.Value,
};

/** Said where F2 finds no name. */
const nothingNamed = {
  en: 'There is no name here that can be changed. Escape, then F2, renames the cell.',
  zh: '此处没有可以重命名的名称。按 Esc 再按 F2 可重命名单元。',
};
const isChinese = () => document.documentElement.lang.startsWith('zh');

function workspaceEdit(model: editor.ITextModel, edits: readonly SourceEdit[]): Languages.WorkspaceEdit {
  return {
    edits: edits.map(({ span, text }) => ({
      resource: model.uri,
      versionId: model.getVersionId(),
      textEdit: { range: rangeOf(model, span), text },
    })),
  };
}

/** Data's own texts inside Markdown: nothing in them is a mark of Markdown. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!|<>~&]/gu, '\\$&');
}

/** Joins the assists of open editors to Monaco, for one of its languages. */
export function registerProviders(language: string): void {
  for (const offer of [offerCompletions, offerHovers, offerDefinitions, offerFixes, offerFormatting, offerRenaming]) offer(language);
}

function offerCompletions(language: string): void {
  languages.registerCompletionItemProvider(language, {
    triggerCharacters: [' ', '"', '.', '(', '{', ',', "'"],
    provideCompletionItems: async (model, position, context, token) => {
      const session = sessions.get(model.uri.toString());
      const offset = model.getOffsetAt(position);
      // Right after a blank, only what is asked for or can be told apart from plain typing is offered.
      if (!session || (context.triggerCharacter === ' ' && model.getLineContent(position.lineNumber).trim() === '')) return null;
      const found = await session.assist.complete(model.getValue(), offset);
      if (token.isCancellationRequested) return null;
      return {
        suggestions: found.map((entry) => ({
          label: { label: entry.label, description: entry.detail },
          kind: kinds[entry.kind],
          insertText: entry.insert,
          range: rangeOf(model, entry.replace) as IRange,
          documentation: entry.documentation,
          filterText: entry.filter,
          sortText: entry.sort,
        })),
      };
    },
  });
}

function offerHovers(language: string): void {
  languages.registerHoverProvider(language, {
    provideHover: async (model, position, token) => {
      const hover = await sessions.get(model.uri.toString())?.assist.hover?.(model.getValue(), model.getOffsetAt(position));
      if (!hover || token.isCancellationRequested) return null;
      return {
        range: rangeOf(model, hover.span),
        contents: [{ value: `**${plain(hover.title)}**` }, ...hover.lines.map((line) => ({ value: plain(line) }))],
      };
    },
  });
}

function offerDefinitions(language: string): void {
  languages.registerDefinitionProvider(language, {
    provideDefinition: async (model, position) => {
      const span = await sessions.get(model.uri.toString())?.assist.definition?.(model.getValue(), model.getOffsetAt(position));
      return span ? { uri: model.uri, range: rangeOf(model, span) } : null;
    },
  });
}

function offerFixes(language: string): void {
  languages.registerCodeActionProvider(language, {
    provideCodeActions: (model, range) => {
      const session = sessions.get(model.uri.toString());
      if (!session || session.version !== model.getVersionId()) return { actions: [], dispose: () => undefined };
      const actions = fixesAt(session.problems, spanOf(model, range)).map(({ problem, fix }, place) => ({
        title: plainText(fix.title),
        kind: 'quickfix',
        diagnostics: [markerOf(problem, model, MarkerSeverity)],
        edit: workspaceEdit(model, fix.edits),
        isPreferred: place === 0,
      }));
      return { actions, dispose: () => undefined };
    },
  });
}

function offerFormatting(language: string): void {
  languages.registerDocumentFormattingEditProvider(language, {
    provideDocumentFormattingEdits: async (model) => {
      const source = model.getValue();
      const formatted = await sessions.get(model.uri.toString())?.assist.format?.(source);
      const change = formatted === null || formatted === undefined ? null : changeBetween(source, formatted);
      return change ? [{ range: rangeOf(model, change), text: change.text }] : [];
    },
  });
}

function offerRenaming(language: string): void {
  languages.registerRenameProvider(language, {
    resolveRenameLocation: async (model, position) => {
      const span = await sessions.get(model.uri.toString())?.assist.nameAt?.(model.getValue(), model.getOffsetAt(position));
      const here = { lineNumber: position.lineNumber, column: position.column };
      const empty = { startLineNumber: here.lineNumber, startColumn: here.column, endLineNumber: here.lineNumber, endColumn: here.column };
      // Without a reason Monaco opens a box for the name that is not there.
      if (!span) return { range: empty, text: '', rejectReason: nothingNamed[isChinese() ? 'zh' : 'en'] };
      const range = rangeOf(model, span);
      return { range, text: model.getValueInRange(range) };
    },
    provideRenameEdits: async (model, position, name) => {
      const answer = await sessions.get(model.uri.toString())?.assist.rename?.(model.getValue(), model.getOffsetAt(position), name);
      if (!answer || answer.kind === 'done') return { edits: [] };
      return answer.kind === 'refused' ? { edits: [], rejectReason: answer.reason } : workspaceEdit(model, answer.edits);
    },
  });
}
