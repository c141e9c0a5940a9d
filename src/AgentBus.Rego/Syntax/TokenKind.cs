namespace AgentBus.Rego.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Number,
    String,
    TemplateQuote,
    TemplateBackquote,
    Symbol,
}
