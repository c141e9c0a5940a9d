namespace AgentBus.Domain.Inspection;

/// <summary>One pass over one text: what detectors read and where they leave what they found. Each detector remembers how far it has read, so that no byte is read more than a fixed number of times.</summary>
internal ref struct Scan(ReadOnlySpan<byte> text, InspectionSettings settings, int depth)
{
    public readonly ReadOnlySpan<byte> Text = text;
    public readonly InspectionSettings Settings = settings;

    /// <summary>How many layers of encoding were opened to come to this text.</summary>
    public readonly int Depth = depth;

    /// <summary>Nothing is allocated before something is found.</summary>
    public List<Match>? Matches;

    /// <summary>The end of the last word that was compared with the shapes of tokens.</summary>
    public int WordEnd;

    /// <summary>The end of the last run of base64 characters.</summary>
    public int EncodedEnd;

    /// <summary>The end of the last group of numbers.</summary>
    public int NumberEnd;

    /// <summary>The end of the last address in colons.</summary>
    public int ColonEnd;

    /// <summary>What shapes of tokens that read far know of the text.</summary>
    public WideRun Wide;

    public readonly byte At(int index) => (uint)index < (uint)Text.Length ? Text[index] : (byte)0;

    public void Add(int start, int end, string type, double score, string detector)
    {
        if (score >= Settings.MinScore && end > start)
        {
            (Matches ??= []).Add(new Match(start, end, type, score, detector));
        }
    }
}
