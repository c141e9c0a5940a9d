using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentBus.Contracts;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>An open session.</summary>
internal sealed class Session(Principal principal, SessionKind kind, ChannelName home, ISessionObserver? observer, string protocol = "")
{
    private const int IdLength = 16;
    private const int SecretLength = 64;

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

    /// <summary>Whether the secret is the session's; the time it takes tells nothing of where it differs.</summary>
    public bool Holds(string secret) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(secret.AsSpan()), MemoryMarshal.AsBytes(Token.Secret.AsSpan()));
}
