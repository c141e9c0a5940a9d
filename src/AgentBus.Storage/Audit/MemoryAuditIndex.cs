using AgentBus.Domain.Ports;

namespace AgentBus.Storage.Audit;

/// <summary>An index in memory, for looking at a copy of a database that must stay as it is. 16 bytes a link; sorted when somebody looks. Thread-safe.</summary>
public sealed class MemoryAuditIndex : IAuditIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Links> _tenants = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<long> CountAsync(string tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Of(tenant).Count);
        }
    }

    /// <inheritdoc/>
    public Task AddAsync(string tenant, long from, long to, IReadOnlyList<AuditLink> links)
    {
        lock (_gate)
        {
            Of(tenant).Add(from, to, links);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> FindAsync(string tenant, string link, long from, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<long>>([.. Of(tenant).Find(link).Where(index => index >= from).Take(max)]);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> FindLastAsync(string tenant, string link, int max, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<long>>([.. Of(tenant).Find(link).TakeLast(max)]);
        }
    }

    private Links Of(string tenant)
    {
        if (!_tenants.TryGetValue(tenant, out var links))
        {
            _tenants.Add(tenant, links = new Links());
        }

        return links;
    }

    private sealed class Links
    {
        private readonly List<(long Hash, long Index)> _links = [];
        private bool _isSorted = true;

        public long Count { get; private set; }

        public void Add(long from, long to, IReadOnlyList<AuditLink> links)
        {
            if (Count == from)
            {
                Count = to;
                _links.AddRange(links.Select(static link => (LinkHash.Of(link.Link), link.Index)));
                _isSorted = false;
            }
        }

        public IEnumerable<long> Find(string link)
        {
            if (!_isSorted)
            {
                _links.Sort();
                _isSorted = true;
            }

            var hash = LinkHash.Of(link);
            var at = _links.BinarySearch((hash, long.MinValue));
            return _links.Skip(at < 0 ? ~at : at).TakeWhile(found => found.Hash == hash).Select(static found => found.Index).Distinct();
        }
    }
}
