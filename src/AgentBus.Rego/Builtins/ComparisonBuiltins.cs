using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>Comparison and membership.</summary>
internal static class ComparisonBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "equal", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(a[0].Equals(a[1])) },
        { "neq", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(!a[0].Equals(a[1])) },
        { "lt", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(ValueOrder.Compare(a[0], a[1]) < 0) },
        { "lte", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(ValueOrder.Compare(a[0], a[1]) <= 0) },
        { "gt", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(ValueOrder.Compare(a[0], a[1]) > 0) },
        { "gte", [Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(ValueOrder.Compare(a[0], a[1]) >= 0) },
        { "internal.member_2", [Any, Any], Kinds.Boolean, Contains },
        { "internal.member_3", [Any, Any, Any], Kinds.Boolean, (_, a) => RegoBoolean.Of(ContainsAt(a[0], a[1], a[2])) },
    };

    private static RegoBoolean Contains(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        var (value, collection) = (arguments[0], arguments[1]);
        if (collection is RegoSet set)
        {
            return RegoBoolean.Of(set.Contains(value));
        }

        context.Work(collection.Items.Count / 8);
        for (var i = 0; i < collection.Items.Count; i++)
        {
            if (collection.Items[i].Equals(value))
            {
                return RegoBoolean.True;
            }
        }

        return RegoBoolean.False;
    }

    private static bool ContainsAt(RegoValue key, RegoValue value, RegoValue collection) => collection switch
    {
        RegoArray array => array.Get(key)?.Equals(value) ?? false,
        RegoObject entries => entries.Get(key)?.Equals(value) ?? false,
        RegoSet set => key.Equals(value) && set.Contains(key),
        _ => false,
    };
}
