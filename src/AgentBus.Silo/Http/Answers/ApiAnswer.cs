using AgentBus.Model;

namespace AgentBus.Silo.Http;

/// <summary>What an endpoint answers: data, or a refusal. How that looks on the wire is not its business.</summary>
internal sealed record ApiAnswer
{
    /// <summary>The data; written with names in snake case.</summary>
    public object? Data { get; init; }

    /// <summary>Why it was refused; null: it was not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The HTTP status; null: 200, or that of the refusal's code.</summary>
    public int? Status { get; init; }

    /// <summary>Where to look further; empty: nowhere.</summary>
    public string Location { get; init; } = "";

    /// <summary>Which part of a list the data are; null: they are no list.</summary>
    public Pagination? Pagination { get; init; }

    /// <summary>The data as clients of the sources expect it, who send bare bodies and get bare answers; null: there are none (MSG-14).</summary>
    public object? Bare { get; init; }

    /// <summary>The entry of the ledger that this is audited by; null: the trace names it (CON-17).</summary>
    public string? AuditId { get; init; }

    /// <summary>Events that go on until they end, in the place of data; null: there are none.</summary>
    public IAsyncEnumerable<ServerEvent>? Events { get; init; }

    /// <summary>An answer with data.</summary>
    public static ApiAnswer Of(object data) => new() { Data = data };

    /// <summary>What is wrong with the request.</summary>
    public static ApiAnswer Invalid(string reason) => new Refusal(Code.MessageInvalid, reason);

    /// <summary>A refusal as an answer.</summary>
    public static implicit operator ApiAnswer(Refusal refusal) => new() { Refusal = refusal };
}
