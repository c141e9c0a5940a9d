using System.Collections.Immutable;

namespace AgentBus.Silo.Http;

/// <summary>One operation of the API, with what its document says of it: whoever adds an operation describes it here.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Its path, with parameters in braces.</param>
/// <param name="Handler">What it does.</param>
/// <param name="Summary">What it does, as a sentence.</param>
internal sealed record ApiOperation(string Method, string Path, ApiHandler Handler, string Summary)
{
    /// <summary>Parameters of path, query and header.</summary>
    public ImmutableArray<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The type of the data that are sent; null: there is no body.</summary>
    public Type? Body { get; init; }

    /// <summary>The type of the data that come back; null: none come back.</summary>
    public Type? Data { get; init; }

    /// <summary>The type of the answer to a bare body; null: it is the same as to others.</summary>
    public Type? BareData { get; init; }

    /// <summary>The answer is a stream of server-sent events, each of which holds one of these; empty: it is no stream.</summary>
    public ImmutableArray<Type> Events { get; init; } = [];

    /// <summary>Statuses of answers with data.</summary>
    public ImmutableArray<int> Statuses { get; init; } = [StatusCodes.Status200OK];

    /// <summary>Statuses of problems, beside those that every operation has.</summary>
    public ImmutableArray<int> Problems { get; init; } = [];

    /// <summary>Requests that a reader can send as they stand; a test does.</summary>
    public ImmutableArray<ApiExample> Examples { get; init; } = [];
}
