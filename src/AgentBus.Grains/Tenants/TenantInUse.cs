using System.Collections.Concurrent;
using AgentBus.Domain.Inspection;
using AgentBus.Domain.Quotas;
using AgentBus.Domain.Sequences;
using AgentBus.Domain.Tenants;
using AgentBus.Grains.Figures;
using AgentBus.Model;

namespace AgentBus.Grains.Tenants;

/// <summary>One tenant as this silo sees it now: compiled settings, the silo's share of the quota, counts, agents with sessions. Thread-safe.</summary>
internal sealed class TenantInUse(string tenant, TimeProvider time, TimeSpan trust, InspectionSetup inspection)
{
    private readonly ConcurrentDictionary<string, string[]> _credentials = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly long _trust = (long)(trust.TotalSeconds * time.TimestampFrequency);
    private TaskCompletionSource<Refusal?>? _renewal;
    private double _share = 1;
    private long _confirmed;
    private long _used = time.GetTimestamp();
    private volatile bool _wasUsed;
    private long _admitted;
    private long _refused;
    private long _violations;

    /// <summary>The tenant's id.</summary>
    public string Tenant => tenant;

    /// <summary>The tenant with the newest settings that came here; null before the first.</summary>
    public TenantView? Latest { get; private set; }

    /// <summary>What this silo may spend of the tenant's quota; there once <see cref="Latest"/> is.</summary>
    public TokenBucket Bucket { get; private set; } = null!;

    /// <summary>The conversations on this silo, for policies that read them.</summary>
    public ConversationMemory Conversations { get; } = new();

    /// <summary>What admission decided for the tenant on this silo.</summary>
    public FigureTally Figures { get; } = new();

    /// <summary>How long ago the settings were last known to be the newest.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _confirmed));

    /// <summary>How long ago someone asked.</summary>
    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref _used));

    /// <summary>No agent has a session here.</summary>
    public bool HasNoSessions => _credentials.IsEmpty;

    /// <summary>Someone here asked, ever: it is not here only because of sockets whose agents are elsewhere.</summary>
    public bool WasUsed => _wasUsed;

    /// <summary>Notes that someone asks.</summary>
    public void Use()
    {
        Volatile.Write(ref _used, time.GetTimestamp());
        _wasUsed = true;
    }

    /// <summary>The settings, where they may be trusted without asking.</summary>
    public TenantView? Fresh()
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref _used, now);
        return now - Volatile.Read(ref _confirmed) < _trust ? Latest : null;
    }

    /// <summary>Joins the renewal under way, or begins one; <paramref name="begun"/> then tells the caller to carry it out.</summary>
    public Task<Refusal?> Renew(out bool begun)
    {
        lock (_gate)
        {
            begun = _renewal is null;
            _renewal ??= new TaskCompletionSource<Refusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _renewal.Task;
        }
    }

    /// <summary>Ends the renewal; null when it succeeded.</summary>
    public void Renewed(Refusal? refusal)
    {
        TaskCompletionSource<Refusal?>? renewal;
        lock (_gate)
        {
            renewal = _renewal;
            _renewal = null;
        }

        renewal?.SetResult(refusal);
    }

    /// <summary>Takes settings, unless newer ones are here; true where they changed anything.</summary>
    /// <param name="settings">The settings; null: those that are here.</param>
    /// <param name="share">The silo's part of the quota; null: as it was.</param>
    /// <param name="asOf">The timestamp at which they were the newest.</param>
    public bool Take(TenantSettings? settings, double? share, long asOf)
    {
        lock (_gate)
        {
            var changed = settings is not null && settings.Revision > (Latest?.Settings.Revision ?? -1);
            var latest = changed ? new TenantView(this, TenantSnapshot.Compile(settings!, Latest?.Snapshot, inspection)) : Latest;
            if (latest is null)
            {
                return false;
            }

            if (changed || (share ?? _share) != _share)
            {
                _share = share ?? _share;
                Spend(latest.Settings.Quota);
            }

            Latest = latest;
            Volatile.Write(ref _confirmed, Math.Max(_confirmed, asOf));
            return changed;
        }
    }

    /// <summary>Notes which credentials an agent's sessions on this silo go by; none: it has no session.</summary>
    public void Track(string agent, string[] credentials)
    {
        if (credentials.Length == 0)
        {
            _credentials.TryRemove(agent, out _);
        }
        else
        {
            _credentials[agent] = credentials;
        }
    }

    /// <summary>The agents with sessions on this silo.</summary>
    public IReadOnlyList<AgentKey> Agents => [.. _credentials.Keys.Select(agent => new AgentKey(tenant, agent))];

    /// <summary>The agents with sessions that these settings end.</summary>
    public IReadOnlyList<AgentKey> EndedBy(TenantSnapshot snapshot) =>
    [
        .. _credentials
            .Where(entry => snapshot.WhyOut(entry.Key) is not null || Array.Exists(entry.Value, snapshot.IsRevoked))
            .Select(entry => new AgentKey(tenant, entry.Key)),
    ];

    /// <summary>Counts what admission decided.</summary>
    public void Count(int admitted, int refused, int violations)
    {
        Interlocked.Add(ref _admitted, admitted);
        if (refused > 0)
        {
            Interlocked.Add(ref _refused, refused);
            Interlocked.Add(ref _violations, violations);
        }
    }

    /// <summary>The counts since the last time.</summary>
    public (long Admitted, long Refused, long Violations) TakeCounts() =>
        (Interlocked.Exchange(ref _admitted, 0), Interlocked.Exchange(ref _refused, 0), Interlocked.Exchange(ref _violations, 0));

    private void Spend(QuotaSettings quota)
    {
        var now = time.GetUtcNow();
        if (Latest is null)
        {
            Bucket = TokenBucket.ForTenant(quota, _share, now);
        }
        else
        {
            Bucket.Configure(QuotaShares.TenantRate(quota, _share), QuotaShares.TenantBurst(quota, _share), now);
        }
    }
}
