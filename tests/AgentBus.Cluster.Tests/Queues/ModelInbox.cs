using AgentBus.Domain.Queues;
using AgentBus.Model;

namespace AgentBus.Cluster.Tests.Queues;

/// <summary>The reference model of an inbox with one consumer: a list of letters, and the list of hand-overs that follows from it.</summary>
internal sealed class ModelInbox
{
    public const int MaxDeliveries = 5;

    private readonly List<ModelLetter> _letters = [];
    private int _window;

    /// <summary>All letters that ever were in it, the first with sequence 1.</summary>
    public IReadOnlyList<ModelLetter> Letters => _letters;

    /// <summary>What the consumer that is attached was handed, in order, with the bounds of the attempt.</summary>
    public List<(ModelLetter Letter, int Least, int Most)> Handed { get; } = [];

    public bool IsAttached { get; private set; }

    /// <summary>What is with the consumer, in sequence order.</summary>
    public IReadOnlyList<ModelLetter> Held => [.. _letters.Where(static letter => letter.State == ModelLetterState.Held)];

    public int Pending => _letters.Count(static letter => !letter.IsOver);

    public void Add(IEnumerable<string> texts, Priority priority)
    {
        foreach (var text in texts)
        {
            _letters.Add(new ModelLetter(_letters.Count + 1, text, priority));
        }

        HandOut();
    }

    public void Attach(int window)
    {
        if (!IsAttached)
        {
            Handed.Clear();
        }

        (IsAttached, _window) = (true, window == 0 ? QueueLimits.DefaultWindow : window);
        foreach (var letter in _letters.Where(static letter => letter.State == ModelLetterState.Doomed))
        {
            letter.Die(Code.DeliveriesExhausted);
        }

        HandOut();
    }

    /// <summary>The consumer goes in order: so many times it counts as no attempt.</summary>
    public void Detach()
    {
        foreach (var letter in Held.Where(static letter => letter.GivenBack < QueueLimits.MaxGivenBack))
        {
            letter.GivenBack++;
            (letter.Least, letter.Most) = (letter.Least - 1, letter.Most - 1);
        }

        Lose();
    }

    /// <summary>The consumer failed: what was handed to it counts.</summary>
    public void Lose()
    {
        IsAttached = false;
        foreach (var letter in Held)
        {
            Wait(letter);
        }
    }

    public void Settle(IEnumerable<ModelLetter> letters, SettlementKind kind)
    {
        foreach (var letter in letters)
        {
            switch (kind)
            {
                case SettlementKind.Done:
                    letter.State = ModelLetterState.Done;
                    break;
                case SettlementKind.Reject:
                    letter.Die(Code.Rejected);
                    break;
                default:
                    Wait(letter);
                    break;
            }
        }

        HandOut();
    }

    /// <summary>Another holder reads it from the store.</summary>
    /// <param name="isCrash">The attempts that were last counted may not be stored.</param>
    /// <param name="mayBeDetached">Its consumer may have gone in order before.</param>
    public void Reload(bool isCrash, bool mayBeDetached)
    {
        IsAttached = false;
        foreach (var letter in _letters.Where(static letter => !letter.IsOver))
        {
            letter.GivenBack = 0;
            if (letter.Least >= MaxDeliveries)
            {
                letter.State = ModelLetterState.Doomed;
                continue;
            }

            // A first attempt is not worth a transaction.
            var known = mayBeDetached && letter.State == ModelLetterState.Held ? letter.Least - 1 : letter.Least;
            letter.Least = isCrash || known < 2 ? 0 : known;
            letter.State = ModelLetterState.Waiting;
        }
    }

    private void HandOut()
    {
        while (IsAttached && Held.Count < _window && Next() is { } letter)
        {
            letter.State = ModelLetterState.Held;
            (letter.Least, letter.Most) = (letter.Least + 1, letter.Most + 1);
            Handed.Add((letter, letter.Least, letter.Most));
        }
    }

    private ModelLetter? Next() => _letters
        .Where(static letter => letter.State == ModelLetterState.Waiting)
        .OrderByDescending(static letter => letter.Priority)
        .ThenBy(static letter => letter.Sequence)
        .FirstOrDefault();

    private static void Wait(ModelLetter letter)
    {
        letter.State = ModelLetterState.Waiting;
        if (letter.Most >= MaxDeliveries)
        {
            letter.Die(Code.DeliveriesExhausted);
        }
    }
}
