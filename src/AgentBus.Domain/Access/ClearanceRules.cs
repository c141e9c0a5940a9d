using AgentBus.Model;

namespace AgentBus.Domain.Access;

/// <summary>Which clearance (0 to 5) a classification asks for (POL-14): public 0, internal 1, confidential 3, secret 5.</summary>
public static class ClearanceRules
{
    /// <summary>The highest clearance.</summary>
    public const int Highest = 5;

    /// <summary>The clearance that the classification asks for; an unknown one asks for the highest.</summary>
    public static int Required(Classification classification) => classification switch
    {
        Classification.Public => 0,
        Classification.Internal => 1,
        Classification.Confidential => 3,
        _ => Highest,
    };

    /// <summary>Whether someone of this clearance may receive it.</summary>
    public static bool MayReceive(int clearance, Classification classification) => clearance >= Required(classification);
}
