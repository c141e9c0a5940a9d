using System.Runtime.CompilerServices;

namespace AgentBus.Rego.Syntax;

/// <summary>The parser's place in the token stream; it can be saved and restored to try another reading.</summary>
internal sealed class Cursor
{
    private const int MaxDepth = 400;
    private const int TokensPerCharacter = 24;
    private readonly Lexer _lexer;
    private long _budget;
    private int _depth;

    public Cursor(Lexer lexer)
    {
        _lexer = lexer;
        _budget = 10_000 + ((long)lexer.File.Text.Length * TokensPerCharacter);
        Current = lexer.Read(0);
    }

    public Token Current { get; private set; }

    public SourceFile File => _lexer.File;

    public Span Here => new(File, Current.Offset);

    public bool AtEnd => Current.Kind == TokenKind.End;

    public void Advance() => MoveTo(Current.End);

    /// <summary>Goes on reading tokens at the offset; returns to an earlier offset when another reading is tried.</summary>
    public void MoveTo(int offset)
    {
        // Trying readings of a malformed text one inside the other would take exponential time.
        if (--_budget < 0)
        {
            throw Here.Error(RegoErrorCode.Parse, "too many ways to read this text");
        }

        Current = _lexer.Read(offset);
    }

    public void Restore(Token token) => Current = token;

    public bool Take(string symbol)
    {
        if (!Current.IsSymbol(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    public void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            throw Unexpected($"expected '{symbol}'");
        }
    }

    public bool TakeName(string name)
    {
        if (!AtKeyword(name))
        {
            return false;
        }

        Advance();
        return true;
    }

    /// <summary>A keyword directly before a dot is the head of a ref, not a keyword.</summary>
    public bool AtKeyword(string name) => Current.IsName(name) && !DotFollows;

    public bool DotFollows => Current.End < File.Text.Length && File.Text[Current.End] == '.';

    public bool ParenthesisFollows => Current.End < File.Text.Length && File.Text[Current.End] == '(';

    /// <summary>Whether the symbol stands directly after the previous token.</summary>
    public bool Adjacent(string symbol) => Current.IsSymbol(symbol) && !Current.AfterBlank;

    public RegoError Unexpected(string hint)
    {
        var what = Current.Kind switch
        {
            TokenKind.End => "unexpected eof token",
            TokenKind.Name => $"unexpected name '{Current.Text}'",
            TokenKind.Symbol => $"unexpected '{Current.Text}' token",
            TokenKind.Number => "unexpected number token",
            _ => "unexpected string token",
        };
        return Here.Error(RegoErrorCode.Parse, $"{what}: {hint}");
    }

    public void Enter()
    {
        if (++_depth > MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Here.Error(RegoErrorCode.Parse, "nested too deeply");
        }
    }

    public int Depth
    {
        get => _depth;
        set => _depth = value;
    }
}
