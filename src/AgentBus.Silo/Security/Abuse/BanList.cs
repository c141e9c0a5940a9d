using System.Net;
using AgentBus.Domain.Abuse;
using AgentBus.Model;
using AgentBus.Silo.Options;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Security.Abuse;

/// <summary>
/// Who is banned for a time, and who is on the way there (SEC-09). A bad credential counts against the address only: it names whom it
/// likes, and must not lock out the one that it names. What an agent does after it has proved who it is counts against that agent, so that
/// its neighbours behind one address go on. Memory is bounded. Thread-safe; of this silo only.
/// </summary>
internal sealed class BanList
{
    private readonly AbuseOptions _options;
    private readonly BanPolicy _policy;
    private readonly NetworkList _blocked;
    private readonly NetworkList _proxies;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly Dictionary<(BanKind Kind, string Name), Offender> _offenders = [];
    private DateTimeOffset _lastEnd;

    public BanList(IOptions<AgentBusOptions> options, TimeProvider time, ILogger<BanList> logger)
    {
        _options = options.Value.Abuse;
        _policy = new BanPolicy(_options.Offences, _options.Window, _options.FirstBan, _options.LongestBan);
        _blocked = NetworkList.Parse(_options.BlockedNetworks);
        _proxies = NetworkList.Parse(options.Value.Listen.TrustedProxies);
        (_time, _logger) = (time, logger);
    }

    /// <summary>No ban holds.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _lastEnd <= _time.GetUtcNow();
            }
        }
    }

    /// <summary>Offenders that are remembered.</summary>
    public int Tracked
    {
        get
        {
            lock (_gate)
            {
                return _offenders.Count;
            }
        }
    }

    /// <summary>How long the address is still banned; null: it is not.</summary>
    public TimeSpan? LeftFor(IPAddress? address) =>
        address is not null && _blocked.Contains(address) ? _options.LongestBan : Left((BanKind.Address, NameOf(address)));

    /// <summary>How long the agent is still banned; null: it is not.</summary>
    public TimeSpan? LeftFor(AgentKey agent) => Left((BanKind.Subject, agent.GrainKey));

    /// <summary>Notes what came from an address.</summary>
    public void Note(IPAddress? address, Offence offence)
    {
        if (MayBan(address))
        {
            Note((BanKind.Address, NameOf(address)), offence);
        }
    }

    /// <summary>Notes what an agent did that has proved who it is.</summary>
    public void Note(AgentKey agent, Offence offence) => Note((BanKind.Subject, agent.GrainKey), offence);

    /// <summary>The bans that hold, those that end last first.</summary>
    public IReadOnlyList<Ban> List()
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            return
            [
                .. from entry in _offenders
                   where entry.Value.IsBanned(now)
                   orderby entry.Value.BannedUntil descending
                   select new Ban(entry.Key.Kind, entry.Key.Name, entry.Value.Last, entry.Value.Bans, entry.Value.BannedAt, entry.Value.BannedUntil),
            ];
        }
    }

    /// <summary>Ends a ban and forgets the offender; false: there was nothing to forget.</summary>
    public bool Lift(BanKind kind, string name)
    {
        lock (_gate)
        {
            return _offenders.Remove((kind, name));
        }
    }

    /// <summary>Forgets those who were good for long enough.</summary>
    public void Forget()
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (key, offender) in _offenders)
            {
                if (BanRules.CanForget(offender, _policy, now))
                {
                    _offenders.Remove(key);
                }
            }
        }
    }

    /// <summary>
    /// Local clients and proxies stand for many: one of them banned would be all of them. A proxy's clients are known by what the proxy
    /// says of them.
    /// </summary>
    private bool MayBan(IPAddress? address) =>
        address is not null && !_proxies.Contains(address) && (_options.BanLoopback || !IPAddress.IsLoopback(address));

    private TimeSpan? Left((BanKind Kind, string Name) key)
    {
        var now = _time.GetUtcNow();
        lock (_gate)
        {
            return _offenders.TryGetValue(key, out var offender) && offender.IsBanned(now) ? offender.BannedUntil - now : null;
        }
    }

    private void Note((BanKind Kind, string Name) key, Offence offence)
    {
        var now = _time.GetUtcNow();
        Offender after;
        lock (_gate)
        {
            var known = _offenders.GetValueOrDefault(key);
            if (known is null && _offenders.Count >= _options.MaxTracked)
            {
                MakeRoom(now);
            }

            after = BanRules.After(known, offence, _policy, now);
            _offenders[key] = after;
            if (!after.IsBanned(now) || known?.BannedUntil == after.BannedUntil)
            {
                return;
            }

            _lastEnd = after.BannedUntil > _lastEnd ? after.BannedUntil : _lastEnd;
        }

        SecurityLog.Banned(_logger, key.Kind, key.Name, after.Last, after.BannedUntil);
    }

    /// <summary>Gives up the one that matters least: not banned before banned, then the oldest.</summary>
    private void MakeRoom(DateTimeOffset now)
    {
        var least = _offenders.MinBy(entry => (entry.Value.IsBanned(now), entry.Value.IsBanned(now) ? entry.Value.BannedUntil : entry.Value.WindowBegan));
        _offenders.Remove(least.Key);
    }

    private static string NameOf(IPAddress? address) => AddressKey.Of(address).ToString();
}
