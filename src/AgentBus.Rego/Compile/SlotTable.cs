using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>The variables of one rule, numbered as they are met.</summary>
internal sealed class SlotTable
{
    private readonly List<Slot> _slots = [];

    public int Count => _slots.Count;

    public Slot this[int index] => _slots[index];

    public int Add(string name, Span span, bool generated = false)
    {
        _slots.Add(new Slot(name, span, generated));
        return _slots.Count - 1;
    }
}

/// <summary>A variable. A generated one is read exactly once, by the statement it was moved out of.</summary>
internal sealed record Slot(string Name, Span Span, bool Generated);
