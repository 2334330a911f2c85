import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin';

/** What an error says that is thrown as it stands (`throw new Error('…')`) is for who reads a log: it decides nothing. */
const textsOfErrors = {
  shouldIgnore(path) {
    const isText = path.isStringLiteral() || path.isTemplateLiteral();
    const isThrown = isText && path.parentPath.isNewExpression() && path.parentPath.parentPath.isThrowStatement();
    return isThrown ? 'what an error says' : undefined;
  },
};

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'texts-of-errors', textsOfErrors)];
