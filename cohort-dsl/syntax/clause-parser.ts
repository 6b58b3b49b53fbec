import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultTokenBuilder,
  EmptyFileSystem,
  type Grammar,
  inject,
  type LangiumParser,
  type Lexer,
  type LexerResult,
} from 'langium';
import type { Token } from './classify';
import type { Clause } from './generated/ast';
import { CohortGeneratedModule, CohortGeneratedSharedModule, CohortLanguageMetaData } from './generated/module';

type IToken = LexerResult['tokens'][number];
type TokenType = Lexer['definition'][string];

/** Where and why Langium's parser stopped in a clause. */
export interface ParseStop {
  /** The token that did not fit, or null at the clause's end. */
  readonly token: Token | null;
  readonly previous: Token | null;
  /** Rules open at that moment, outermost first. */
  readonly rules: readonly string[];
  /** The one token type that would have fitted, where there was only one. */
  readonly wanted: string | null;
  /** True where the clause was complete and more followed. */
  readonly trailing: boolean;
}

export interface ClauseParse {
  /** Null where the clause could not be read. */
  readonly node: Clause | null;
  readonly stop: ParseStop | null;
}

/** Token types without patterns: our own scanner recognises, Langium only needs their names. */
class NamedTokens extends DefaultTokenBuilder {
  protected override buildTerminalToken(terminal: Parameters<DefaultTokenBuilder['buildTerminalToken']>[0]): TokenType {
    return { name: terminal.name };
  }

  protected override buildKeywordToken(keyword: Parameters<DefaultTokenBuilder['buildKeywordToken']>[0]): TokenType {
    return { name: keyword.value };
  }
}

/** Hands Langium's parser the tokens of the clause at hand instead of lexing a text. */
class ClauseLexer implements Lexer {
  readonly definition: Record<string, TokenType>;
  private pending: readonly Token[] = [];

  constructor(grammar: Grammar) {
    const built = new NamedTokens().buildTokens(grammar);
    const types = Array.isArray(built) ? built.filter((type): type is TokenType => 'name' in type) : [];
    this.definition = Object.fromEntries(types.map((type) => [type.name, type]));
    this.definition.BAD = { name: 'BAD' };
  }

  load(tokens: readonly Token[]): void {
    this.pending = tokens;
  }

  tokenize(): LexerResult {
    const tokens = this.pending.map((token, index): IToken => {
      const type = this.definition[token.type] ?? this.definition.BAD;
      return {
        image: token.text,
        startOffset: token.start,
        endOffset: token.end - 1,
        startLine: 1,
        endLine: 1,
        startColumn: token.start + 1,
        endColumn: token.end,
        tokenType: type,
        tokenTypeIdx: type.tokenTypeIdx ?? 0,
        payload: index,
      };
    });
    return { tokens, hidden: [], errors: [] };
  }
}

interface Machine {
  readonly lexer: ClauseLexer;
  readonly parser: LangiumParser;
}

/** Separates what the error message provider packs into the one text chevrotain lets it return. */
const WANTED = 'wanted ';

/** What replaces Langium's own services: our tokens in, and errors that only name the token type that was wanted. */
const ownServices = {
  parser: {
    Lexer: (services: { readonly Grammar: Grammar }) => new ClauseLexer(services.Grammar),
    ParserConfig: () => ({ recoveryEnabled: false, nodeLocationTracking: 'none' as const }),
    ParserErrorMessageProvider: () => ({
      buildMismatchTokenMessage: (options: { readonly expected: TokenType }) => WANTED + options.expected.name,
      buildNotAllInputParsedMessage: () => '',
      buildNoViableAltMessage: () => '',
      buildEarlyExitMessage: () => '',
    }),
  },
};

const developmentServices = { LanguageMetaData: () => ({ ...CohortLanguageMetaData, mode: 'development' as const }) };

/** Builds the parser; in development mode Langium checks the grammar and logs its ambiguities. */
export function createMachine(mode: 'production' | 'development' = 'production'): Machine {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), CohortGeneratedSharedModule);
  const core = createDefaultCoreModule({ shared });
  const services =
    mode === 'development'
      ? inject(core, CohortGeneratedModule, ownServices, developmentServices)
      : inject(core, CohortGeneratedModule, ownServices);
  shared.ServiceRegistry.register(services);
  const lexer: Lexer = services.parser.Lexer;
  if (!(lexer instanceof ClauseLexer)) throw new Error('the parser was built without its lexer');
  return { lexer, parser: services.parser.LangiumParser };
}

let machine: Machine | null = null;

/** Parses the classified tokens of one clause. A fault inside the parser itself is a stop without a token, and the next clause gets a new parser. */
export function parseClause(source: string, tokens: readonly Token[]): ClauseParse {
  machine ??= createMachine();
  machine.lexer.load(tokens);
  try {
    const result = machine.parser.parse<Clause>(source);
    const error = result.parserErrors[0];
    if (!error) return { node: result.value, stop: null };
    const trailing = error.name === 'NotAllInputParsedException';
    const stop: ParseStop = {
      token: tokenOf(error.token, tokens),
      previous: previousOf(error.token, tokens),
      rules: error.context.ruleStack.map((rule) => rule.replace('\u200B', '')),
      wanted: error.message.startsWith(WANTED) ? error.message.slice(WANTED.length) : null,
      trailing,
    };
    return { node: trailing ? result.value : null, stop };
  } catch (fault) {
    machine = null;
    if (!(fault instanceof Error)) throw fault;
    return { node: null, stop: { token: null, previous: null, rules: [], wanted: null, trailing: false } };
  }
}

function indexOf(token: IToken): number | null {
  return typeof token.payload === 'number' ? token.payload : null;
}

function tokenOf(token: IToken, tokens: readonly Token[]): Token | null {
  const index = indexOf(token);
  return index === null ? null : tokens[index];
}

function previousOf(token: IToken, tokens: readonly Token[]): Token | null {
  const index = indexOf(token) ?? tokens.length;
  return tokens[index - 1] ?? null;
}
