using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using AgentBus.Model;

namespace AgentBus.Domain.Ledger;

/// <summary>
/// A signed tree head as text: C2SP tlog-checkpoint (origin, size, root in base64) in a C2SP signed-note, with the time as its one extension line.
/// Tools for such logs read and verify it.
/// </summary>
/// <param name="Origin">Names the log: the installation's origin, a slash, the tenant.</param>
/// <param name="Head">Size and root.</param>
/// <param name="At">When it was signed, to the second.</param>
/// <param name="Signatures">The signatures, none of them verified.</param>
public sealed record Checkpoint(string Origin, TreeHead Head, DateTimeOffset At, ImmutableArray<CheckpointSignature> Signatures)
{
    private const int MaxLength = 64 * 1024;
    private const int BodyLines = 4;
    private const string TimePrefix = "time ";
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ssZ";

    /// <summary>What is signed.</summary>
    public string Text =>
        string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Head.Size}\n{Head.Root.ToBase64()}\n{TimePrefix}{At.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}\n");

    /// <summary>All of it.</summary>
    public string Note
    {
        get
        {
            var note = new StringBuilder(Text).Append('\n');
            foreach (var signature in Signatures)
            {
                note.Append(signature.Line).Append('\n');
            }

            return note.ToString();
        }
    }

    /// <summary>The origin of a tenant's ledger.</summary>
    public static string OriginOf(string installation, string tenant) => $"{installation}/{tenant}";

    /// <summary>A checkpoint without signatures.</summary>
    public static Checkpoint Unsigned(string origin, TreeHead head, DateTimeOffset at) =>
        new(origin, head, new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero), []);

    /// <summary>Reads a note; null: it is no checkpoint of this product. Takes text of anyone; only what is written back byte for byte is taken.</summary>
    public static Checkpoint? Read(string note)
    {
        var lines = note.Length <= MaxLength ? note.Split('\n') : [];
        if (lines.Length < BodyLines + 3 || lines[BodyLines].Length > 0 || lines[^1].Length > 0
            || !long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !LedgerHash.TryParse(lines[2], out var root)
            || !lines[3].StartsWith(TimePrefix, StringComparison.Ordinal)
            || !DateTimeOffset.TryParseExact(lines[3].AsSpan(TimePrefix.Length), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
        {
            return null;
        }

        var signatures = ImmutableArray.CreateBuilder<CheckpointSignature>();
        foreach (var line in lines.AsSpan(BodyLines + 1, lines.Length - BodyLines - 2))
        {
            if (CheckpointSignature.Read(line) is not { } signature)
            {
                return null;
            }

            signatures.Add(signature);
        }

        var checkpoint = new Checkpoint(lines[0], new TreeHead(size, root), at, signatures.DrainToImmutable());
        return checkpoint.Note == note ? checkpoint : null;
    }

    /// <summary>Reads the notes of a text, one behind the other as sinks keep them; what is none, such as one that a crash cut off, is passed over.</summary>
    public static IReadOnlyList<Checkpoint> ReadAll(string text)
    {
        var lines = text.Split('\n');
        List<Checkpoint> found = [];
        for (var gap = BodyLines; gap < lines.Length; gap++)
        {
            if (lines[gap].Length > 0)
            {
                continue;
            }

            var end = gap + 1;
            while (end < lines.Length - 1 && CheckpointSignature.Read(lines[end]) is not null)
            {
                end++;
            }

            if (Read(string.Join('\n', lines[(gap - BodyLines)..end]) + "\n") is { } checkpoint)
            {
                found.Add(checkpoint);
            }
        }

        return found;
    }
}
