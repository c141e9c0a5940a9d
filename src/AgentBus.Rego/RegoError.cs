using System.Diagnostics.CodeAnalysis;

namespace AgentBus.Rego;

/// <summary>The only exception that compiling and evaluating policies throws.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "OPA and its users call it an error.")]
public sealed class RegoError : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="code">One of <see cref="RegoErrorCode"/>.</param>
    /// <param name="reason">What is wrong, without the place.</param>
    /// <param name="location">Where, if it is known.</param>
    /// <param name="excerpt">The source line and a line with a caret under the place, if they are known.</param>
    /// <param name="inner">The cause.</param>
    public RegoError(string code, string reason, SourceLocation? location = null, string? excerpt = null, Exception? inner = null)
        : base(Compose(code, reason, location, excerpt), inner)
    {
        Code = code;
        Reason = reason;
        Location = location;
        Excerpt = excerpt;
    }

    /// <summary>One of <see cref="RegoErrorCode"/>.</summary>
    public string Code { get; }

    /// <summary>What is wrong, without code and place.</summary>
    public string Reason { get; }

    /// <summary>The place in the source, if it is known.</summary>
    public SourceLocation? Location { get; }

    /// <summary>The source line and below it a caret at the column, if they are known.</summary>
    public string? Excerpt { get; }

    private static string Compose(string code, string reason, SourceLocation? location, string? excerpt)
    {
        var head = location is null ? $"{code}: {reason}" : $"{location}: {code}: {reason}";
        return excerpt is null ? head : head + "\n" + excerpt;
    }
}
