namespace AgentBus.Domain.Ports;

/// <summary>A policy engine outside of the bus, such as an OPA server. Thread-safe.</summary>
public interface IPolicyEngine
{
    /// <summary>Asks for the document at a path below <c>data</c>; answers the body of its answer, which is not judged here.</summary>
    /// <param name="path">The path, with slashes.</param>
    /// <param name="question">UTF-8 JSON: <c>{"input": …}</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Model.OPANotInitializedError">No engine is configured.</exception>
    /// <exception cref="Model.OPAConnectionError">It does not answer, not in time, or has failed so often that it is left alone for a while.</exception>
    /// <exception cref="Model.PolicyEvaluationError">It answers with an error.</exception>
    Task<ReadOnlyMemory<byte>> AskAsync(string path, ReadOnlyMemory<byte> question, CancellationToken cancellationToken);
}
