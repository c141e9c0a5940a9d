using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AgentBus.Model;
using Microsoft.Extensions.Options;

namespace AgentBus.Dashboard;

/// <summary>
/// Who is signed in at this silo. A session is found by the digest of a random secret that only the browser keeps, in a cookie; it lives in memory, so that
/// everybody signs in again after a restart. Thread-safe.
/// </summary>
internal sealed class ViewerSessions(IOptions<DashboardOptions> options, TimeProvider time)
{
    private const int SecretBytes = 32;
    private const int MaxSecretLength = 64;
    private const int MaxOfOne = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ViewerSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>A secret that nobody guesses, as text for cookies and forms.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>All that hold, as far as one knows.</summary>
    public IReadOnlyList<ViewerSession> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions.Values];
            }
        }
    }

    /// <summary>Begins a session; the secret is for the cookie and is not kept. Null: there are as many as there may be.</summary>
    public (string Secret, ViewerSession Session)? Begin(AgentKey owner, Credential credential, DateTimeOffset credentialEnds)
    {
        var secret = NewSecret();
        var ends = time.GetUtcNow() + options.Value.SessionLifetime;
        var session = new ViewerSession(KeyOf(secret), owner.GrainKey, credential, NewSecret(), ends < credentialEnds ? ends : credentialEnds, time.GetTimestamp());
        ViewerSession? oldest = null;
        lock (_gate)
        {
            var own = _sessions.Values.Where(known => known.Owner == session.Owner).ToList();
            oldest = own.Count >= MaxOfOne ? own.MinBy(static known => known.UsedAt) : null;
            if (oldest is null && _sessions.Count >= options.Value.MaxSessions)
            {
                session.Dispose();
                return null;
            }

            _sessions.Add(session.Key, session);
        }

        if (oldest is not null)
        {
            End(oldest);
        }

        return (secret, session);
    }

    /// <summary>The session of a cookie; null: there is none, or it is over. Asking is using it.</summary>
    public ViewerSession? Find(string? secret)
    {
        if (secret is not { Length: > 0 and <= MaxSecretLength })
        {
            return null;
        }

        ViewerSession? session;
        lock (_gate)
        {
            session = _sessions.GetValueOrDefault(KeyOf(secret));
        }

        if (session is null || IsOver(session))
        {
            return null;
        }

        session.Touch(time.GetTimestamp());
        return session;
    }

    /// <summary>Ends a session: its pages are gone, and its event streams close.</summary>
    public void End(ViewerSession session)
    {
        lock (_gate)
        {
            _sessions.Remove(session.Key);
        }

        session.End();
    }

    /// <summary>Its time is over, or nobody was there for long.</summary>
    public bool IsOver(ViewerSession session) =>
        session.Ends <= time.GetUtcNow() || (session.Streams == 0 && time.GetElapsedTime(session.UsedAt) >= options.Value.SessionIdle);

    private static string KeyOf(string secret) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
