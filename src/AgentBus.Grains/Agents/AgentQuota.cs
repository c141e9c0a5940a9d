using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tenants;

namespace AgentBus.Grains.Agents;

/// <summary>A bucket of one agent at the rate that its tenant's settings give, also after they change.</summary>
internal sealed class AgentQuota
{
    private TokenBucket? _bucket;
    private long _revision;

    /// <summary>The bucket, by the settings of now.</summary>
    public TokenBucket For(TenantSnapshot tenant, DateTimeOffset now)
    {
        var quota = tenant.Settings.Quota;
        if (_bucket is null)
        {
            _bucket = TokenBucket.ForAgent(quota, now);
        }
        else if (_revision != tenant.Revision)
        {
            _bucket.Configure(QuotaShares.AgentRate(quota), quota.AgentBurst, now);
        }

        _revision = tenant.Revision;
        return _bucket;
    }
}
