using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.Policies;

/// <summary>No engine is configured.</summary>
internal sealed class NoPolicyEngine : IPolicyEngine
{
    public Task<ReadOnlyMemory<byte>> AskAsync(string path, ReadOnlyMemory<byte> question, CancellationToken cancellationToken) =>
        throw new OPANotInitializedError("No policy engine is configured.");
}
