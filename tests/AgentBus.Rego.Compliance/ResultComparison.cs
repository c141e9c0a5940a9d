using System.Globalization;
using System.Text.Json;

namespace AgentBus.Rego.Compliance;

/// <summary>Compares solutions as JSON: sets are arrays, the order of solutions does not count.</summary>
public static class ResultComparison
{
    private const double Tolerance = 1e-12;

    /// <summary>What differs, or null.</summary>
    public static string? Difference(ComplianceCase given, IReadOnlyList<RegoValue> actual)
    {
        if (given.WantResult is not { ValueKind: JsonValueKind.Array } want)
        {
            return null;
        }

        var wanted = want.EnumerateArray().Select(r => Normal(RegoValue.FromJson(r), given.SortBindings)).Order().ToList();
        var results = actual.Select(r => Normal(RegoValue.FromJson(r.ToJson()), given.SortBindings)).Order().ToList();
        return wanted.Count == results.Count && wanted.Zip(results).All(p => Same(p.First, p.Second))
            ? null
            : $"wanted [{string.Join(", ", wanted)}], got [{string.Join(", ", results)}]";
    }

    private static RegoValue Normal(RegoValue value, bool sort) => value.Kind switch
    {
        RegoKind.Array when sort => RegoValue.ArrayOf(value.Items.Select(i => Normal(i, sort)).Order()),
        RegoKind.Array => RegoValue.ArrayOf(value.Items.Select(i => Normal(i, sort))),
        RegoKind.Object => RegoValue.ObjectOf(value.Keys.Select((k, i) => KeyValuePair.Create(k.AsString!, Normal(value.Items[i], sort)))),
        _ => value,
    };

    private static bool Same(RegoValue left, RegoValue right)
    {
        if (left.Kind != right.Kind)
        {
            return false;
        }

        return left.Kind switch
        {
            RegoKind.Number => left == right || Near(left, right),
            RegoKind.Array => left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(p => Same(p.First, p.Second)),
            RegoKind.Object => left.Keys.SequenceEqual(right.Keys) && left.Items.Zip(right.Items).All(p => Same(p.First, p.Second)),
            _ => left == right,
        };
    }

    private static bool Near(RegoValue left, RegoValue right)
    {
        if (left.AsInt64 is not null && right.AsInt64 is not null)
        {
            return false;
        }

        var (l, r) = (double.Parse(left.ToString(), CultureInfo.InvariantCulture), double.Parse(right.ToString(), CultureInfo.InvariantCulture));
        return Math.Abs(l - r) <= Tolerance * Math.Max(Math.Abs(l), Math.Abs(r));
    }
}
