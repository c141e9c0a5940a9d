using AgentBus.Rego.Builtins;
using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>Finds calls of builtins with arguments that can never have a fitting kind.</summary>
internal sealed class TypeCheck(SlotTable slots)
{
    private readonly Dictionary<int, Kinds> _known = [];

    /// <summary>Notes the kinds of variables that are assigned a term.</summary>
    public void Assign(CoreTerm left, CoreTerm right)
    {
        if (left is CoreVar variable)
        {
            _known[variable.Slot] = KindsOf(right);
        }
    }

    public void Check(CoreCall call, Span span)
    {
        if (call.Target is not BuiltinTarget { Definition: var builtin })
        {
            return;
        }

        for (var i = 0; i < call.Arguments.Length; i++)
        {
            var kinds = KindsOf(call.Arguments[i]);
            if ((kinds & builtin.ParameterAt(i)) == Kinds.None)
            {
                throw span.Error(
                    RegoErrorCode.Type,
                    $"{builtin.Name}: invalid argument(s): argument {i + 1} must be {KindNames.Of(builtin.ParameterAt(i))} but is {KindNames.Of(kinds)}");
            }
        }
    }

    private Kinds KindsOf(CoreTerm term) => term switch
    {
        CoreConst constant => (Kinds)(1 << (int)constant.Value.Kind),
        CoreArray => Kinds.Array,
        CoreSet => Kinds.Set,
        CoreObject => Kinds.Object,
        CoreTemplate => Kinds.String,
        CoreComprehension comprehension => (Kinds)(1 << (int)comprehension.Kind),
        CoreCall { Target: BuiltinTarget builtin } => builtin.Definition.Result,
        CoreVar variable when variable.Slot < slots.Count => _known.GetValueOrDefault(variable.Slot, Kinds.Any),
        _ => Kinds.Any,
    };
}
