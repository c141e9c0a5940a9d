using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Grains.KillSwitch;

/// <summary>A silo without a front-end has no sockets.</summary>
internal sealed class NoSockets : ISiloSockets, IFoundSockets
{
    private static readonly SocketsClosed None = new(0, 0);

    public IReadOnlySet<string> Tenants => ImmutableHashSet<string>.Empty;

    public IReadOnlySet<AgentKey> Agents => ImmutableHashSet<AgentKey>.Empty;

    public IFoundSockets Find(KillTarget target) => this;

    public Task<SocketsClosed> CloseAsync(Refusal reason, TimeSpan limit) => Task.FromResult(None);
}
