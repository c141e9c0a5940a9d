using AgentBus.Domain.Admission;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Sessions;

/// <summary>The rules of sessions: one socket an agent, of which the newest wins, and side sessions that displace none.</summary>
public static class SessionRules
{
    /// <summary>At most so many side sessions an agent.</summary>
    public const int MaxSide = 16;

    private static readonly Refusal TooManySide = new(
        Code.LimitExceeded, $"The agent has {MaxSide} side sessions open; close one first.");

    /// <summary>What the older socket is told.</summary>
    public static Refusal Replaced { get; } = new(
        Code.SessionReplaced, "A newer connection of the same agent took over; do not connect again from here.");

    /// <summary>Whether the hash that the client goes by opens a session (BUS-13).</summary>
    public static Refusal? CheckHash(OpenSession request, TenantSnapshot tenant) =>
        Constitution.Check(request.ConstitutionalHash, tenant.Settings.PreviousHash);

    /// <summary>Whether one more session may be opened. A socket always may: it replaces the older one.</summary>
    /// <param name="kind">The new session's kind.</param>
    /// <param name="openSide">How many side sessions the agent has.</param>
    public static Refusal? MayOpen(SessionKind kind, int openSide) =>
        kind == SessionKind.Side && openSide >= MaxSide ? TooManySide : null;

    /// <summary>Whether a new session ends an open one.</summary>
    public static bool Replaces(SessionKind newer, SessionKind open) => newer == SessionKind.Socket && open == SessionKind.Socket;

    /// <summary>Whether a session of this principal goes on: its credential is neither expired nor revoked, the agent is not disabled, and the tenant not stopped.</summary>
    public static Refusal? CheckStanding(Principal principal, TenantSnapshot tenant, DateTimeOffset now) =>
        principal.ExpiresAt <= now || tenant.IsRevoked(principal.CredentialId) ? Refusal.SessionExpired
        : tenant.WhyOut(principal.Agent.Agent);
}
