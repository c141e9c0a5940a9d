using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>An open session.</summary>
internal sealed class Session(Principal principal, SessionKind kind, ChannelName home, ISessionObserver? observer, string protocol = "", bool givesWay = false)
{
    private const int IdLength = 16;
    private const int SecretLength = 64;

    private DateTimeOffset _awaitsUntil;

    /// <summary>What the holder shows with every call.</summary>
    public SessionToken Token { get; } = new(
        RandomNumberGenerator.GetHexString(IdLength, lowercase: true), RandomNumberGenerator.GetHexString(SecretLength, lowercase: true));

    /// <summary>Who it acts for.</summary>
    public Principal Principal { get; set; } = principal;

    /// <summary>Socket or side.</summary>
    public SessionKind Kind { get; } = kind;

    /// <summary>Where its messages without a target go.</summary>
    public ChannelName Home { get; } = home;

    /// <summary>The protocol that its messages come in by; empty: it was not said.</summary>
    public string Protocol { get; } = IdGrammar.IsValid(protocol) ? protocol : "";

    /// <summary>The front-end's end of it.</summary>
    public ISessionObserver? Observer { get; } = observer;

    /// <summary>When the holder was last heard of.</summary>
    public DateTimeOffset LastSeen { get; set; }

    /// <summary>It ended.</summary>
    public bool IsOver { get; set; }

    /// <summary>It waits for replies for so long from when it was last heard of, which is now.</summary>
    public void Awaits(TimeSpan patience) => _awaitsUntil = LastSeen + patience > _awaitsUntil ? LastSeen + patience : _awaitsUntil;

    /// <summary>Whether it may end in favour of a newer one: its holder opens it again when it is needed, and nothing waits on it now.</summary>
    public bool MayGiveWay(DateTimeOffset now) => givesWay && Kind == SessionKind.Side && _awaitsUntil <= now;

    /// <summary>Whether the secret is the session's; the time it takes tells nothing of where it differs.</summary>
    public bool Holds(string secret) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(secret.AsSpan()), MemoryMarshal.AsBytes(Token.Secret.AsSpan()));
}
