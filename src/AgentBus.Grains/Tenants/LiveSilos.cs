using System.Collections.Immutable;
using AgentBus.Contracts;
using AgentBus.Domain.Quotas;
using AgentBus.Model;
using Microsoft.Extensions.Logging;

namespace AgentBus.Grains.Tenants;

/// <summary>The silos that use a tenant. One that has not renewed for 10 s has failed closed, and is live no more.</summary>
internal sealed partial class LiveSilos(TimeProvider time, TimeSpan expiry, TimeSpan confirmation, ILogger logger)
{
    private readonly Dictionary<string, LiveSilo> _silos = new(StringComparer.Ordinal);

    /// <summary>The part of the quota that each may spend.</summary>
    public double Share
    {
        get
        {
            Expire();
            return QuotaShares.EqualShare(_silos.Values.Count(static silo => silo.Spends));
        }
    }

    /// <summary>The silos, by name.</summary>
    public IReadOnlyList<LiveSilo> Live
    {
        get
        {
            Expire();
            return [.. _silos.Values.OrderBy(static silo => silo.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Notes that a silo lives.</summary>
    public void Renew(string silo, ITenantObserver observer, bool spends) => _silos[silo] = new LiveSilo(silo, observer, spends, time.GetTimestamp());

    /// <summary>Tells all; the names of those that did not confirm in time come back, in ordinal order.</summary>
    public async Task<ImmutableArray<string>> TellAsync(TenantSettings settings)
    {
        Expire();
        var told = await Task.WhenAll(_silos.Select(silo => TellAsync(silo.Key, silo.Value.Observer, settings)).ToArray());
        return [.. told.OfType<string>().Order(StringComparer.Ordinal)];
    }

    private async Task<string?> TellAsync(string silo, ITenantObserver observer, TenantSettings settings)
    {
        try
        {
            await observer.ChangedAsync(settings).WaitAsync(confirmation, time);
            return null;
        }
        catch (Exception fault)
        {
            LogUnconfirmed(logger, fault, silo, settings.Revision);
            return silo;
        }
    }

    private void Expire()
    {
        foreach (var (silo, entry) in _silos)
        {
            if (time.GetElapsedTime(entry.Seen) > expiry)
            {
                _silos.Remove(silo);
            }
        }
    }

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "Silo {Silo} has not confirmed revision {Revision}; it takes it at its next comparison.")]
    private static partial void LogUnconfirmed(ILogger logger, Exception fault, string silo, long revision);
}
