using System.Globalization;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>UUIDs and semantic versions.</summary>
internal static class IdentityBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "uuid.rfc4122", [Kinds.String], Kinds.String, NewUuid },
        { "uuid.parse", [Kinds.String], Kinds.Object, (_, a) => ParseUuid(StringBuiltins.Text(a[0])) },
        { "semver.is_valid", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0] is RegoString text && SemanticVersion.TryParse(text.Text) is not null) },
        { "semver.compare", [Kinds.String, Kinds.String], Number, (_, a) => RegoNumber.Of(Version(a[0], 1).CompareTo(Version(a[1], 2))) },
    };

    private static RegoString NewUuid(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var bytes = SeededBytes.For(context, "uuid " + StringBuiltins.Text(arguments[0]), 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return RegoString.Of(new Guid(bytes, bigEndian: true).ToString());
    }

    private static RegoObject ParseUuid(string text)
    {
        var plain = text.StartsWith("urn:uuid:", StringComparison.OrdinalIgnoreCase) ? text[9..] : text;
        var format = plain.Length switch { 36 => "D", 38 => "B", 32 => "N", _ => null };
        if (format is null || !Guid.TryParseExact(plain, format, out var guid))
        {
            throw BuiltinFault.Of("invalid UUID");
        }

        var bytes = guid.ToByteArray(bigEndian: true);
        var version = bytes[6] >> 4;
        var builder = new ObjectBuilder();
        builder.Set("version", RegoNumber.Of(version));
        builder.Set("variant", RegoString.Of((bytes[8] >> 4) switch
        {
            < 8 => "Reserved",
            < 12 => "RFC4122",
            < 14 => "Microsoft",
            _ => "Future",
        }));
        if (version is 1 or 2)
        {
            AddTime(builder, bytes, version);
        }

        return builder.Build();
    }

    private static void AddTime(ObjectBuilder builder, byte[] bytes, int version)
    {
        long Read(int start, int count) => bytes.Skip(start).Take(count).Aggregate(0L, (sum, b) => (sum << 8) | b);

        var ticks = ((Read(6, 2) & 0x0FFF) << 48) | (Read(4, 2) << 32) | Read(0, 4);
        const long EpochTicks = 122192928000000000;
        var node = bytes[10..];
        builder.Set("time", RegoNumber.Of((ticks - EpochTicks) * 100));
        builder.Set("nodeid", RegoString.Of(string.Join('-', node.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)))));
        builder.Set("macvariables", RegoString.Of(((node[0] & 2) == 0 ? "global" : "local") + ":" + ((node[0] & 1) == 0 ? "unicast" : "multicast")));
        builder.Set("clocksequence", RegoNumber.Of(Read(8, 2) & 0x3FFF));
        if (version == 2)
        {
            builder.Set("id", RegoNumber.Of(Read(0, 4)));
            builder.Set("domain", RegoString.Of(bytes[9] switch { 0 => "Person", 1 => "Group", 2 => "Org", var d => $"Domain{d}" }));
        }
    }

    private static SemanticVersion Version(RegoValue text, int position) =>
        SemanticVersion.TryParse(StringBuiltins.Text(text)) ?? throw BuiltinFault.Of($"operand {position}: string {text} is not a valid SemVer");
}
