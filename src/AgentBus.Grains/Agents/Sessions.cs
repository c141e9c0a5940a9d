using AgentBus.Contracts;
using AgentBus.Domain.Sessions;
using AgentBus.Grains.Hosting;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The sessions of one agent: a socket, of which the newest wins, and side sessions. They live in memory only.</summary>
internal sealed class Sessions(BusOptions options, Farewells farewells, Action<Session> ended)
{
    private readonly Dictionary<string, Session> _open = new(StringComparer.Ordinal);

    /// <summary>None is open.</summary>
    public bool IsEmpty => _open.Count == 0;

    /// <summary>The socket is open, as far as one knows.</summary>
    public bool HasSocket => _open.Values.Any(static session => session.Kind == SessionKind.Socket);

    /// <summary>How many are open.</summary>
    public int Count => _open.Count;

    /// <summary>How many were opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>The credentials that the sessions go by.</summary>
    public string[] Credentials => [.. _open.Values.Select(session => session.Principal.CredentialId).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// Opens a session for a verified principal. An older socket is told that it was replaced; where all side sessions are taken, the one gives way that was not heard of
    /// for longest of those that may.
    /// </summary>
    public Result<SessionOpened> Open(Principal principal, OpenSession request, ISessionObserver? observer, DateTimeOffset now)
    {
        End(session => Deadline(session) <= now ? Refusal.SessionExpired : null);
        var side = _open.Values.Count(static session => session.Kind == SessionKind.Side);
        if (SessionRules.MayOpen(request.Kind, side, options.MaxSideSessions) is { } refusal)
        {
            if (Unused(now) is not { } unused)
            {
                return refusal;
            }

            End(session => session == unused ? SessionRules.GaveWay : null);
        }

        var before = _open.Count;
        End(session => SessionRules.Replaces(request.Kind, session.Kind) ? SessionRules.Replaced : null);
        var replaced = _open.Count < before;
        var opened = new Session(principal, request.Kind, request.Home, observer, request.Protocol, request.GivesWay) { LastSeen = now };
        _open.Add(opened.Token.Id, opened);
        Opened++;
        return new SessionOpened(opened.Token, principal, replaced);
    }

    /// <summary>The session of this token, which counts as heard of; null where there is none, or its time is up.</summary>
    public Session? Find(SessionToken token, DateTimeOffset now)
    {
        if (!_open.TryGetValue(token.Id, out var session) || !session.Holds(token.Secret) || Deadline(session) <= now)
        {
            return null;
        }

        session.LastSeen = now;
        return session;
    }

    /// <summary>Closes the session; its holder knows.</summary>
    public void Close(SessionToken token)
    {
        if (_open.TryGetValue(token.Id, out var session) && session.Holds(token.Secret))
        {
            Remove(session);
        }
    }

    /// <summary>Ends the sessions for which there is a reason, and tells their holders.</summary>
    public void End(Func<Session, Refusal?> reasonOf)
    {
        foreach (var session in _open.Values)
        {
            if (reasonOf(session) is { } reason)
            {
                // Removing while enumerating is allowed for a Dictionary.
                Remove(session);
                farewells.Tell(session, reason);
            }
        }
    }

    /// <summary>When the session is over, unless it is heard of before.</summary>
    public DateTimeOffset Deadline(Session session)
    {
        var silent = session.LastSeen + (session.Kind == SessionKind.Socket ? options.SocketSessionIdle : options.SideSessionIdle);
        return silent < session.Principal.ExpiresAt ? silent : session.Principal.ExpiresAt;
    }

    /// <summary>The first deadline of all; null where no session is open.</summary>
    public DateTimeOffset? NextDeadline() => _open.Count == 0 ? null : _open.Values.Min(Deadline);

    private Session? Unused(DateTimeOffset now) => _open.Values.Where(session => session.MayGiveWay(now)).MinBy(static session => session.LastSeen);

    private void Remove(Session session)
    {
        _open.Remove(session.Token.Id);
        session.IsOver = true;
        ended(session);
    }
}
