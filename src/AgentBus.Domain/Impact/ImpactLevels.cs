using System.Collections.Immutable;
using AgentBus.Domain.Admission;
using AgentBus.Domain.Inspection;
using AgentBus.Model;

namespace AgentBus.Domain.Impact;

/// <summary>
/// The input in the few levels that the weighted scorer knows of each factor: messages with the same levels have the same scores, which are
/// worked out once.
/// </summary>
internal readonly struct ImpactLevels
{
    // Bits of each level in the key.
    private const int NumberBits = 11;

    private ImpactLevels(in ImpactInput input)
    {
        Type = TypeLevel(input.Type);
        Priority = (int)input.Priority;
        Classification = (int)input.Classification;
        Findings = FindingsLevel(input.Findings);
        Opacity = input.IsUninspectable ? 1 : 0;
        Reach = (int)input.Reach;
        Volume = input.Used >= 0.9 ? 2 : input.Used >= 0.5 ? 1 : 0;
        Privilege = input.IsPrivileged ? 1 : 0;
        Words = input.StakeWords >= 5 ? 3 : input.StakeWords >= 3 ? 2 : input.StakeWords >= 1 ? 1 : 0;
        Doubt = Math.Clamp(input.DoubtWords, 0, 3);
    }

    public int Type { get; }

    public int Priority { get; }

    public int Classification { get; }

    public int Findings { get; }

    public int Opacity { get; }

    public int Reach { get; }

    public int Volume { get; }

    public int Privilege { get; }

    public int Words { get; }

    public int Doubt { get; }

    public static ImpactLevels Of(in ImpactInput input) => new(in input);

    /// <summary>Tells inputs of one revision with other scores apart; false: there are too many names of actions to do so.</summary>
    public bool TryGetKey(in ImpactInput input, out long key)
    {
        key = ((long)input.Action.Number << NumberBits) | (long)input.Tool.Number;
        key = (key << 2) | (long)Type;
        key = (key << 2) | (long)Priority;
        key = (key << 2) | (long)Classification;
        key = (key << 2) | (long)Findings;
        key = (key << 1) | (long)Opacity;
        key = (key << 3) | (long)Reach;
        key = (key << 2) | (long)Volume;
        key = (key << 1) | (long)Privilege;
        key = (key << 2) | (long)Words;
        key = (key << 2) | (long)Doubt;
        return (input.Action.Number | input.Tool.Number) >= 0;
    }

    private static int TypeLevel(MessageType type) => type switch
    {
        MessageType.GovernanceRequest or MessageType.GovernanceResponse or MessageType.ConstitutionalValidation => 2,
        MessageType.Command or MessageType.TaskRequest => 1,
        _ => 0,
    };

    private static int FindingsLevel(ImmutableArray<string> findings)
    {
        var level = 0;
        foreach (var finding in findings.IsDefault ? [] : findings)
        {
            if (finding == FindingTypes.Secret)
            {
                return 2;
            }

            level = finding == InspectionTags.Uninspectable ? level : 1;
        }

        return level;
    }
}
