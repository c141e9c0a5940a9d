using System.Collections.Immutable;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;
using AgentBus.Model;

namespace AgentBus.Storage.Sqlite;

/// <summary>Merges the evidence of messages and of all else, which count their rows together.</summary>
internal static class EvidenceReader
{
    private const string SelectMessages =
        "SELECT row_id, tenant_no, channel_no, sequence, sender_no, message_id, accepted_at, body_digest, evidence "
        + "FROM message WHERE row_id > ?1 ORDER BY row_id LIMIT ?2";

    private const string SelectOthers = "SELECT row_id, tenant_no, kind, actor, subject, at, body FROM evidence WHERE row_id > ?1 ORDER BY row_id LIMIT ?2";

    public static EvidenceSlice Read(SqliteSession session, EvidenceNames names, long after, int max)
    {
        // One moment: of two reads the later could see a row behind one that the earlier did not see yet, and that one would be lost.
        using var moment = new ReadMoment(session);
        var messages = ReadMessages(session, names, after, max);
        var others = ReadOthers(session, names, after, max);
        var (tenants, through, i, j) = (new Dictionary<string, ImmutableArray<LedgerEvidence>.Builder>(StringComparer.Ordinal), after, 0, 0);
        for (var taken = 0; taken < max && (i < messages.Count || j < others.Count); taken++)
        {
            var isMessage = j == others.Count || (i < messages.Count && messages[i].Row.Row < others[j].Row.Row);
            var (tenant, row) = isMessage ? messages[i++] : others[j++];
            if (!tenants.TryGetValue(tenant, out var rows))
            {
                tenants.Add(tenant, rows = ImmutableArray.CreateBuilder<LedgerEvidence>());
            }

            rows.Add(row);
            through = row.Row;
        }

        return new EvidenceSlice(through, [.. tenants.Select(static pair => (pair.Key, new LedgerUptake(pair.Value.DrainToImmutable())))]);
    }

    private static List<(string Tenant, LedgerEvidence Row)> ReadMessages(SqliteSession session, EvidenceNames names, long after, int max)
    {
        List<(string, LedgerEvidence)> read = [];
        var bytes = new ByteChunks();
        var kind = EvidenceKindNames.Of(EvidenceKind.Delivered);
        using var rows = session.Prepare(SelectMessages).Bind(1, after).Bind(2, max).Query();
        while (rows.Next())
        {
            var (channel, epoch) = names.Channel(session, rows.Int64(2));
            read.Add((
                names.Tenant(session, rows.Int64(1)),
                new LedgerEvidence(rows.Int64(0), kind, names.Sender(session, rows.Int64(4)), rows.Text(5), Micros.To(rows.Int64(6)), bytes.Copy(rows.Bytes(8)))
                {
                    Content = BodyDigest.Commitment(rows.Bytes(7)),
                    Place = new LedgerPlace(channel.Room, channel.Channel, new Position(epoch, rows.Int64(3))),
                }));
        }

        return read;
    }

    private static List<(string Tenant, LedgerEvidence Row)> ReadOthers(SqliteSession session, EvidenceNames names, long after, int max)
    {
        List<(string, LedgerEvidence)> read = [];
        var bytes = new ByteChunks();
        using var rows = session.Prepare(SelectOthers).Bind(1, after).Bind(2, max).Query();
        while (rows.Next())
        {
            read.Add((
                names.Tenant(session, rows.Int64(1)),
                new LedgerEvidence(
                    rows.Int64(0), EvidenceKindNames.Of((EvidenceKind)rows.Int64(2)), rows.Text(3), rows.Text(4), Micros.To(rows.Int64(5)), bytes.Copy(rows.Bytes(6)))));
        }

        return read;
    }

    /// <summary>Many small copies in few arrays, none of which is so large that the collector keeps it apart.</summary>
    private sealed class ByteChunks
    {
        private const int ChunkBytes = 64 * 1024;
        private byte[] _chunk = [];
        private int _used;

        public ReadOnlyMemory<byte> Copy(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > ChunkBytes / 4)
            {
                return bytes.ToArray();
            }

            if (_chunk.Length - _used < bytes.Length)
            {
                (_chunk, _used) = (new byte[ChunkBytes], 0);
            }

            var copy = _chunk.AsMemory(_used, bytes.Length);
            bytes.CopyTo(copy.Span);
            _used += bytes.Length;
            return copy;
        }
    }
}
