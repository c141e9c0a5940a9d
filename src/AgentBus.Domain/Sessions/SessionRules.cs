using AgentBus.Domain.Admission;
using AgentBus.Domain.Tenants;
using AgentBus.Model;

namespace AgentBus.Domain.Sessions;

/// <summary>The rules of sessions: one socket an agent, of which the newest wins, and side sessions that displace none but unused ones of requests.</summary>
public static class SessionRules
{
    /// <summary>What the holder of a session is told that ended in favour of a newer one.</summary>
    public static Refusal GaveWay { get; } = new(Code.SessionExpired, "The session was not used, and gave way to a newer one of the same agent; sign in again.");

    /// <summary>What the older socket is told.</summary>
    public static Refusal Replaced { get; } = new(
        Code.SessionReplaced, "A newer connection of the same agent took over; do not connect again from here.");

    /// <summary>Whether the hash that the client goes by opens a session (BUS-13).</summary>
    public static Refusal? CheckHash(OpenSession request, TenantSnapshot tenant) =>
        Constitution.Check(request.ConstitutionalHash, tenant.Settings.PreviousHash);

    /// <summary>Whether one more session may be opened without another's end. A socket always may: it replaces the older one.</summary>
    /// <param name="kind">The new session's kind.</param>
    /// <param name="openSide">How many side sessions the agent has.</param>
    /// <param name="maxSide">How many it may have.</param>
    public static Refusal? MayOpen(SessionKind kind, int openSide, int maxSide) => kind == SessionKind.Side && openSide >= maxSide
        ? new Refusal(Code.LimitExceeded, $"The agent has {maxSide} side sessions open, and all of them are in use; close one first.", TimeSpan.FromSeconds(5))
        : null;

    /// <summary>Whether a new session ends an open one.</summary>
    public static bool Replaces(SessionKind newer, SessionKind open) => newer == SessionKind.Socket && open == SessionKind.Socket;

    /// <summary>Whether a session of this principal goes on: its credential is neither expired nor revoked, the agent is not disabled, and the tenant not stopped.</summary>
    public static Refusal? CheckStanding(Principal principal, TenantSnapshot tenant, DateTimeOffset now) =>
        principal.ExpiresAt <= now || tenant.IsRevoked(principal.CredentialId) ? Refusal.SessionExpired
        : tenant.WhyOut(principal.Agent.Agent);
}
