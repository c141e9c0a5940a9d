using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AgentBus.Rego.Evaluate;

/// <summary>Room for the arguments of most calls, on the stack.</summary>
[InlineArray(Size)]
[SuppressMessage("Design", "CA1815:Override equals and operator equals on value types", Justification = "It is never compared.")]
internal struct ArgumentBuffer
{
    public const int Size = 4;

    private RegoValue _first;
}
