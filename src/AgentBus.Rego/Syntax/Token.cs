namespace AgentBus.Rego.Syntax;

/// <summary>A lexical unit. Text is the name, the symbol, the number's digits or the string's value.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="Offset">Where it begins.</param>
/// <param name="End">Where it ends.</param>
/// <param name="AfterBlank">Whether blanks or a comment stand before it.</param>
/// <param name="AfterNewline">Whether a line end stands before it.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Offset, int End, bool AfterBlank, bool AfterNewline)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsName(string name) => Kind == TokenKind.Name && Text == name;
}
