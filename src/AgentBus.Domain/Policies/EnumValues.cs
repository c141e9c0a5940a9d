using AgentBus.Domain.Codes;
using AgentBus.Rego;

namespace AgentBus.Domain.Policies;

/// <summary>The members of an enumeration as policies read them: their names in lower snake case.</summary>
internal sealed class EnumValues<T>
    where T : struct, Enum
{
    private readonly RegoValue[] _names = [.. Enum.GetValues<T>().Select(static value => RegoValue.Of(SnakeCase.Of(value.ToString())))];

    /// <summary>The name of a member whose numbers run from 0; the last one for what is no member.</summary>
    public RegoValue this[int number] => _names[Math.Min((uint)number, (uint)_names.Length - 1)];
}
