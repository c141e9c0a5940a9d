using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Audit;

/// <summary>An index in memory, for looking at a copy of a database that must stay as it is. Some 100 bytes a link.</summary>
public sealed class MemoryAuditIndex : IAuditIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Tenant, string Link), List<long>> _links = [];

    /// <inheritdoc/>
    public Task<long> CountAsync(string tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_counts.GetValueOrDefault(tenant));
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(string tenant, long from, long to, IReadOnlyList<AuditLink> links)
    {
        lock (_gate)
        {
            if (_counts.GetValueOrDefault(tenant) != from)
            {
                return Task.CompletedTask;
            }

            _counts[tenant] = to;
            foreach (var (link, index) in links.OrderBy(static link => link.Index))
            {
                if (!_links.TryGetValue((tenant, link), out var found))
                {
                    _links.Add((tenant, link), found = []);
                }

                if (found.Count == 0 || found[^1] < index)
                {
                    found.Add(index);
                }
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> FindAsync(string tenant, string link, long from, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<long>>(
                _links.TryGetValue((tenant, link), out var found) ? [.. found.Where(index => index >= from).Take(max)] : []);
        }
    }
}
