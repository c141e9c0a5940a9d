using System.Net;
using AgentBus.Silo.Options;
using AgentBus.Silo.Security.Abuse;
using Microsoft.Extensions.Options;

namespace AgentBus.Silo.Gateway;

/// <summary>
/// How many connections there may be, in all and from one address, and how fast an address may open them (TRN-11, SEC-09). IPv6 addresses
/// count by their /64, which one subscriber has whole. Thread-safe.
/// </summary>
internal sealed class ConnectionGate(IOptions<GatewayOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly GatewayOptions _options = options.Value;
    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, Visitor> _visitors = [];
    private int _connections;
    private bool _isShut;
    private bool _isOverloaded;

    /// <summary>Takes a place; the refusal says why there is none. Give a place back with <see cref="Leave"/>.</summary>
    public GateAnswer Enter(IPAddress? address)
    {
        var key = AddressKey.Of(address);
        var now = time.GetTimestamp();
        lock (_gate)
        {
            if (_isShut)
            {
                return GateAnswer.Draining;
            }

            if (_isOverloaded)
            {
                return GateAnswer.Overloaded;
            }

            var visitor = Find(key, now);
            visitor.Attempts++;
            if (_options.ConnectionsPerMinutePerAddress > 0 && visitor.Attempts > _options.ConnectionsPerMinutePerAddress)
            {
                return GateAnswer.TooFast;
            }

            if (_options.MaxConnectionsPerAddress > 0 && visitor.Connections >= _options.MaxConnectionsPerAddress)
            {
                return GateAnswer.TooManyFromAddress;
            }

            if (_connections >= _options.MaxConnections)
            {
                return GateAnswer.Full;
            }

            visitor.Connections++;
            _connections++;
            return GateAnswer.Welcome;
        }
    }

    /// <summary>Counts a request that is no WebSocket; how long to wait where the address sends too many, null: it may go on.</summary>
    public TimeSpan? TakeRequest(IPAddress? address)
    {
        if (_options.RequestsPerMinutePerAddress == 0)
        {
            return null;
        }

        var now = time.GetTimestamp();
        lock (_gate)
        {
            var visitor = Find(AddressKey.Of(address), now);
            return ++visitor.Requests > _options.RequestsPerMinutePerAddress ? Window - time.GetElapsedTime(visitor.WindowBegan, now) : null;
        }
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress? address)
    {
        lock (_gate)
        {
            _connections--;
            if (_visitors.TryGetValue(AddressKey.Of(address), out var visitor))
            {
                visitor.Connections--;
            }
        }
    }

    /// <summary>Lets nobody in while the silo is over a limit of its resources.</summary>
    public void SetOverloaded(bool isOverloaded)
    {
        lock (_gate)
        {
            _isOverloaded = isOverloaded;
        }
    }

    /// <summary>Lets nobody in any more.</summary>
    public void Shut()
    {
        lock (_gate)
        {
            _isShut = true;
        }
    }

    /// <summary>Forgets addresses that were not seen for a while, so that a scan does not fill the memory.</summary>
    public void Forget()
    {
        var now = time.GetTimestamp();
        lock (_gate)
        {
            foreach (var (address, visitor) in _visitors)
            {
                if (visitor.Connections == 0 && time.GetElapsedTime(visitor.WindowBegan, now) > Window)
                {
                    _visitors.Remove(address);
                }
            }
        }
    }

    private Visitor Find(IPAddress key, long now)
    {
        if (!_visitors.TryGetValue(key, out var visitor))
        {
            _visitors.Add(key, visitor = new Visitor { WindowBegan = now });
        }
        else if (time.GetElapsedTime(visitor.WindowBegan, now) > Window)
        {
            (visitor.WindowBegan, visitor.Attempts, visitor.Requests) = (now, 0, 0);
        }

        return visitor;
    }

    private sealed class Visitor
    {
        public int Connections { get; set; }

        public int Attempts { get; set; }

        public int Requests { get; set; }

        public long WindowBegan { get; set; }
    }
}
