namespace AgentBus.Demo.Conversation;

/// <summary>The conversation, word for word: the same at every run, so that a test can compare it.</summary>
internal static class ScienceScript
{
    private static readonly string[][] Topics =
    [
        [
            "I propose: the migrating robins steer by the light of the stars, not by the earth's field.",
            "How would we tell? What happens under a planetarium sky that is turned by ninety degrees?",
            "If they turn with the sky, stars suffice; if they do not, the field does the work. One evening decides.",
        ],
        [
            "I propose: sourdough rises slower near the window because of draught, not because of light.",
            "What if we darken one bowl and shield another from the air, at the same temperature?",
            "Equal in the dark and in the light means draught; I note the two bowls and a thermometer as the design.",
        ],
        [
            "I propose: the river's colour in March comes from algae rather than from melt water.",
            "Would a filtered sample keep its colour? And what does last year's March show?",
            "Colour that stays in the filter is alive or silt; the microscope separates these two. Share the sample.",
        ],
    ];

    /// <summary>How many turns the conversation has before it begins again.</summary>
    public static int Turns => Topics.Length * 3;

    /// <summary>Whose turn it is.</summary>
    public static Part PartOf(long turn) => (Part)(turn % 3);

    /// <summary>What is said at a turn.</summary>
    public static string Line(long turn) => Topics[turn / 3 % Topics.Length][turn % 3];

    /// <summary>The part that an agent of this name plays; null: it only listens.</summary>
    public static Part? PartOf(string name) => name switch
    {
        "explorer" => Part.Propose,
        "critic" => Part.Ask,
        "scribe" => Part.Interpret,
        _ => null,
    };
}
