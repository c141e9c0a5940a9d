using AgentBus.Rego.Syntax;

namespace AgentBus.Rego.Compile;

/// <summary>A rule with the module it stands in and its path below data: the constant part, then the operands from the first variable on.</summary>
internal sealed record RuleSource(ModuleNames Names, Rule Rule, RegoValue[] Path, Term[] Rest)
{
    public bool IsSet => Rule.Head.Element is not null;

    public bool IsFunction => Rule.Head.Arguments is not null;

    public string Name => DataPath.Text(Path);
}
