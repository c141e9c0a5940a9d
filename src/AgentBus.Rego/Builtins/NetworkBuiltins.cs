using System.Numerics;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Address ranges; nothing here reaches a network.</summary>
internal static class NetworkBuiltins
{
    private const Kinds Ranges = Kinds.String | Kinds.Array | Set | Kinds.Object;

    public static BuiltinTable All { get; } = new()
    {
        { "net.cidr_is_valid", [Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0] is RegoString text && AddressRange.TryParse(text.Text) is not null) },
        { "net.cidr_contains", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) =>
            RegoBoolean.Of(AddressRange.Parse(StringBuiltins.Text(a[0])).Contains(AddressRange.ParseAny(StringBuiltins.Text(a[1])))) },
        { "net.cidr_intersects", [Kinds.String, Kinds.String], Kinds.Boolean, (_, a) =>
            RegoBoolean.Of(AddressRange.Parse(StringBuiltins.Text(a[0])).Overlaps(AddressRange.Parse(StringBuiltins.Text(a[1])))) },
        { "net.cidr_contains_matches", [Ranges, Ranges], Set, Matches },
        { "net.cidr_expand", [Kinds.String], Set, Expand },
        { "net.cidr_merge", [Kinds.Array | Set], Set, Merge },
    };

    private static RegoSet Matches(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var left = Entries(arguments[0], 1).Select(e => (e.Key, Range: AddressRange.Parse(e.Text))).ToList();
        var right = Entries(arguments[1], 2).Select(e => (e.Key, Range: AddressRange.ParseAny(e.Text))).ToList();
        context.Work((long)left.Count * right.Count / 4);
        var pairs = left.SelectMany(l => right.Where(r => l.Range.Contains(r.Range)).Select(RegoValue (r) => RegoArray.Of([l.Key, r.Key]))).ToArray();
        context.Charge(pairs.Length);
        return RegoSet.Of(pairs);
    }

    /// <summary>The ranges with what the result names them by: themselves, their index or their key.</summary>
    private static IEnumerable<(RegoValue Key, string Text)> Entries(RegoValue ranges, int position)
    {
        if (ranges is RegoString text)
        {
            return [(text, text.Text)];
        }

        return ranges.Items.Select((item, i) =>
        {
            var key = ranges switch { RegoArray => RegoNumber.Of(i), RegoObject entries => entries.KeySpan[i], _ => item };
            var range = item is RegoArray { Count: > 0 } tuple ? tuple[0] : item;
            return (key, range.AsString ?? throw BuiltinFault.Of($"operand {position}: element must be string or non-empty array"));
        });
    }

    private static RegoSet Expand(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var range = AddressRange.Parse(StringBuiltins.Text(arguments[0]));
        var count = range.Last - range.First + 1;
        context.Charge(count > long.MaxValue ? long.MaxValue : (long)count);
        var addresses = new RegoValue[(int)count];
        for (var i = 0; i < addresses.Length; i++)
        {
            addresses[i] = RegoString.Of(AddressRange.AddressText(range.First + i, range.IsV4));
        }

        return RegoSet.Of(addresses);
    }

    private static RegoSet Merge(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var ranges = StringBuiltins.Texts(arguments[0], 1).Select(AddressRange.ParseWithDefaultMask).OrderBy(r => r.IsV4).ThenBy(r => r.First).ThenByDescending(r => r.Last).ToList();
        var merged = new List<AddressRange>();
        foreach (var range in ranges)
        {
            var last = merged.Count > 0 ? merged[^1] : null;
            if (last is not null && last.IsV4 == range.IsV4 && range.First <= last.Last + BigInteger.One)
            {
                merged[^1] = last with { Last = BigInteger.Max(last.Last, range.Last) };
            }
            else
            {
                merged.Add(range);
            }
        }

        return RegoSet.Of(merged.SelectMany(r => r.Blocks()).Select(RegoValue (b) => RegoString.Of(b)).ToArray());
    }
}
