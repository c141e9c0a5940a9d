using System.Collections.Concurrent;
using System.Collections.Immutable;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Silo.Gateway;

/// <summary>The connections that are open to this silo. It rests on nothing, so that grains can ask it. Thread-safe.</summary>
internal sealed class OpenConnections(TimeProvider time) : ISiloSockets
{
    private readonly ConcurrentDictionary<long, Connection> _connections = new();

    /// <summary>The connections now.</summary>
    public ICollection<Connection> All => _connections.Values;

    /// <inheritdoc/>
    public IReadOnlySet<string> Tenants
    {
        get
        {
            if (_connections.IsEmpty)
            {
                return ImmutableHashSet<string>.Empty;
            }

            var tenants = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (_, connection) in _connections)
            {
                if (connection.Session.Principal is { } principal)
                {
                    tenants.Add(principal.Agent.Tenant);
                }
            }

            return tenants;
        }
    }

    /// <summary>Adds one.</summary>
    public void Add(Connection connection) => _connections[connection.Id] = connection;

    /// <summary>Forgets one that is over.</summary>
    public void Remove(Connection connection) => _connections.TryRemove(connection.Id, out _);

    /// <inheritdoc/>
    public IFoundSockets Find(KillTarget target) => new FoundConnections(
        [.. _connections.Values.Where(connection => connection.Session.Principal is { } principal && target.Covers(principal.Agent))], time);
}
