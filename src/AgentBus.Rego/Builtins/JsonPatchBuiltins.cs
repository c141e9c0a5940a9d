using System.Globalization;
using AgentBus.Rego.Values;
using static AgentBus.Rego.Builtins.Kinds;

namespace AgentBus.Rego.Builtins;

/// <summary>json.patch (RFC 6902), extended to sets.</summary>
internal static class JsonPatchBuiltins
{
    public static BuiltinTable All { get; } = new()
    {
        { "json.patch", [Any, Kinds.Array], Any, Patch },
    };

    private static RegoValue? Patch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        RegoValue? document = arguments[0];
        foreach (var item in arguments[1].Items)
        {
            var operation = item as RegoObject ?? throw BuiltinFault.Operand(2, "must be an array of JSON-Patch objects");
            context.Charge(16);
            document = Apply(document!, operation);
            if (document is null)
            {
                return null;
            }
        }

        return document;
    }

    private static RegoValue? Apply(RegoValue document, RegoObject operation)
    {
        var op = operation["op"]?.AsString ?? throw BuiltinFault.Of("missing or invalid op in patch");
        var path = Path(operation, "path");
        switch (op)
        {
            case "add":
                return Change(document, path, 0, new PatchEdit(PatchKind.Add, Value(operation)));
            case "remove":
                return Change(document, path, 0, new PatchEdit(PatchKind.Remove, null));
            case "replace":
                return Change(document, path, 0, new PatchEdit(PatchKind.Replace, Value(operation)));
            case "test":
                return Find(document, path)?.Equals(Value(operation)) == true ? document : null;
            case "copy":
                return Find(document, Path(operation, "from")) is { } copied ? Change(document, path, 0, new PatchEdit(PatchKind.Add, copied)) : null;
            case "move":
                var from = Path(operation, "from");
                var moved = Find(document, from);
                var rest = moved is null ? null : Change(document, from, 0, new PatchEdit(PatchKind.Remove, null));
                return rest is null ? null : Change(rest, path, 0, new PatchEdit(PatchKind.Add, moved));
            default:
                throw BuiltinFault.Of($"must be one of [add, copy, move, remove, replace, test] but got {op}");
        }
    }

    private static IReadOnlyList<RegoValue> Path(RegoObject operation, string name) =>
        operation[name] is RegoString or RegoArray ? JsonPathBuiltins.Parts(operation[name]!) : throw BuiltinFault.Of($"missing or invalid {name} in patch");

    private static RegoValue Value(RegoObject operation) => operation["value"] ?? throw BuiltinFault.Of("missing value in patch");

    private static RegoValue? Find(RegoValue document, IReadOnlyList<RegoValue> path)
    {
        RegoValue? value = document;
        foreach (var part in path)
        {
            value = value switch
            {
                RegoArray array => Index(part, array.Count - 1) is { } index ? array[index] : null,
                null => null,
                _ => Evaluate.Member.Of(value, part),
            };
        }

        return value;
    }

    private static RegoValue? Change(RegoValue document, IReadOnlyList<RegoValue> path, int at, PatchEdit edit)
    {
        if (at == path.Count)
        {
            return edit.Kind == PatchKind.Remove ? null : edit.Value;
        }

        var isLast = at == path.Count - 1;
        return document switch
        {
            RegoObject entries => ChangeObject(entries, path, at, isLast, edit),
            RegoArray array => ChangeArray(array, path, at, isLast, edit),
            RegoSet set => ChangeSet(set, path, at, isLast, edit),
            _ => null,
        };
    }

    private static RegoObject? ChangeObject(RegoObject entries, IReadOnlyList<RegoValue> path, int at, bool isLast, PatchEdit edit)
    {
        var key = path[at];
        var known = entries.Get(key);
        if (known is null && !(isLast && edit.Kind == PatchKind.Add))
        {
            return null;
        }

        var builder = new ObjectBuilder(entries);
        if (isLast && edit.Kind == PatchKind.Remove)
        {
            builder.Remove(key);
            return builder.Build();
        }

        var value = isLast ? edit.Value : Change(known!, path, at + 1, edit);
        if (value is null)
        {
            return null;
        }

        builder.Set(key, value);
        return builder.Build();
    }

    private static RegoArray? ChangeArray(RegoArray array, IReadOnlyList<RegoValue> path, int at, bool isLast, PatchEdit edit)
    {
        var items = array.Items.ToList();
        var inserts = isLast && edit.Kind == PatchKind.Add;
        var index = inserts && path[at] is RegoString { Text: "-" } ? items.Count : Index(path[at], inserts ? items.Count : items.Count - 1);
        if (index is not { } position)
        {
            return null;
        }

        if (inserts)
        {
            items.Insert(position, edit.Value!);
        }
        else if (isLast && edit.Kind == PatchKind.Remove)
        {
            items.RemoveAt(position);
        }
        else
        {
            if ((isLast ? edit.Value : Change(items[position], path, at + 1, edit)) is not { } value)
            {
                return null;
            }

            items[position] = value;
        }

        return RegoArray.Of([.. items]);
    }

    private static RegoSet? ChangeSet(RegoSet set, IReadOnlyList<RegoValue> path, int at, bool isLast, PatchEdit edit)
    {
        var member = path[at];
        if (isLast && edit.Kind == PatchKind.Add)
        {
            return member.Equals(edit.Value) ? RegoSet.Of([.. set.Items, member]) : null;
        }

        if (!set.Contains(member))
        {
            return null;
        }

        var others = set.Items.Where(i => !i.Equals(member));
        if (isLast && edit.Kind == PatchKind.Remove)
        {
            return RegoSet.Of(others.ToArray());
        }

        var changed = isLast ? edit.Value : Change(member, path, at + 1, edit);
        return changed is null || (isLast && !changed.Equals(member)) ? null : RegoSet.Of([.. others, changed]);
    }

    private static int? Index(RegoValue part, int last)
    {
        var text = part is RegoNumber number ? number.Text() : part.AsString ?? string.Empty;
        var plain = text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit) && (text.Length == 1 || text[0] != '0');
        return plain && int.Parse(text, CultureInfo.InvariantCulture) is var index && index <= last ? index : null;
    }
}

internal enum PatchKind
{
    Add,
    Remove,
    Replace,
}

/// <summary>What to do at the end of a path.</summary>
internal sealed record PatchEdit(PatchKind Kind, RegoValue? Value);
