using System.Security.Cryptography;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>
/// The heads of channels, cached. A channel's row is written once per transaction, however many appends it had, and only where the row
/// still is what the cache says: a second process that writes to the same file is noticed there.
/// </summary>
internal sealed class ChannelHeads(SqliteSession session) : ITransactionPart
{
    private readonly Dictionary<ChannelKey, ChannelState> _states = [];
    private readonly List<ChannelState> _touched = [];

    /// <summary>The state of a channel that exists.</summary>
    public ChannelState? Find(ChannelKey channel)
    {
        if (!_states.TryGetValue(channel, out var state))
        {
            state = Load(channel);
            if (state is not null)
            {
                _states.Add(channel, state);
            }
        }

        return state;
    }

    /// <summary>The state of a channel, made where it does not exist.</summary>
    public ChannelState FindOrCreate(ChannelKey channel)
    {
        var state = Find(channel);
        if (state is null)
        {
            state = Create(channel);
            _states.Add(channel, state);
            Touch(state);
        }

        return state;
    }

    /// <summary>The state of a channel that was used before; never reads the file.</summary>
    public ChannelState? Cached(ChannelKey channel) => _states.GetValueOrDefault(channel);

    /// <summary>Has a state that changes written before the commit.</summary>
    public void Touch(ChannelState state)
    {
        if (!state.IsTouched)
        {
            state.IsTouched = true;
            _touched.Add(state);
        }
    }

    public bool BeforeCommit()
    {
        var current = true;
        foreach (var state in _touched)
        {
            session.Prepare(
                    "UPDATE channel SET term = ?1, last_sequence = ?2, first_sequence = ?6 WHERE channel_no = ?3 AND term = ?4 AND last_sequence = ?5")
                .Bind(1, state.Term).Bind(2, state.Last).Bind(3, state.Number)
                .Bind(4, state.CommittedTerm).Bind(5, state.CommittedLast).Bind(6, state.First)
                .Run();
            if (session.Changes != 1)
            {
                _states.Remove(state.Key);
                current = false;
            }
        }

        return current;
    }

    public void Committed()
    {
        foreach (var state in _touched)
        {
            state.Commit();
        }

        _touched.Clear();
    }

    public void RolledBack()
    {
        foreach (var state in _touched)
        {
            state.RollBack();
            if (state.IsNew)
            {
                _states.Remove(state.Key);
            }
        }

        _touched.Clear();
    }

    private ChannelState? Load(ChannelKey channel)
    {
        using var rows = session.Prepare(
                "SELECT channel_no, epoch, first_sequence, term, last_sequence FROM channel WHERE tenant_id = ?1 AND room = ?2 AND channel = ?3")
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel)
            .Query();
        return rows.Next()
            ? new ChannelState(channel, rows.Int64(0), (ulong)rows.Int64(1), rows.Int64(2), rows.Int64(3), rows.Int64(4))
            : null;
    }

    private ChannelState Create(ChannelKey channel)
    {
        var epoch = NewEpoch();
        session.Prepare(
                "INSERT INTO channel (tenant_id, room, channel, epoch, term, first_sequence, last_sequence) VALUES (?1, ?2, ?3, ?4, 0, 1, 0)")
            .Bind(1, channel.Tenant).Bind(2, channel.Room).Bind(3, channel.Channel).Bind(4, (long)epoch)
            .Run();
        var number = session.Scalar("SELECT last_insert_rowid()");
        return new ChannelState(channel, number, epoch, first: 1, term: 0, last: 0) { IsNew = true };
    }

    private static ulong NewEpoch()
    {
        ulong epoch;
        do
        {
            epoch = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
        }
        while (epoch == 0);
        return epoch;
    }
}
