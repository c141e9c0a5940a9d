using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace AgentBus.Silo.Security.NKeys;

/// <summary>
/// Makes challenges and knows its own: a nonce carries its time and a seal, so that any silo with the same secret can check it, and none
/// has to remember those that nobody answers. One that was answered is remembered until it is too old to be. Thread-safe.
/// </summary>
internal sealed class NKeyChallenges(SealKey key, TimeProvider time)
{
    /// <summary>A challenge must be answered so soon.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    // Two silos' clocks may differ by so much.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    private const string Purpose = "nkey challenge";
    private const int TimeBytes = sizeof(long);
    private const int RandomBytes = 16;
    private const int SealBytes = 32;

    // Only who holds a key can use a place up; far more than honest clients need in a minute.
    private const int MaxAnswered = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly Queue<(string Nonce, DateTimeOffset Forget)> _order = new();

    /// <summary>A new nonce.</summary>
    public string Ask()
    {
        var nonce = new byte[TimeBytes + RandomBytes + SealBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, time.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(nonce.AsSpan(TimeBytes, RandomBytes));
        key.Sign(Purpose, nonce.AsSpan(0, TimeBytes + RandomBytes)).CopyTo(nonce, TimeBytes + RandomBytes);
        return Base64Url.EncodeToString(nonce);
    }

    /// <summary>Tells whether a nonce is ours and young enough.</summary>
    public bool IsOurs(string nonce, DateTimeOffset now)
    {
        var bytes = new byte[TimeBytes + RandomBytes + SealBytes];
        if (!Base64Url.IsValid(nonce) || !Base64Url.TryDecodeFromChars(nonce, bytes, out var written) || written != bytes.Length)
        {
            return false;
        }

        var seal = key.Sign(Purpose, bytes.AsSpan(0, TimeBytes + RandomBytes));
        var age = now.ToUnixTimeMilliseconds() - BinaryPrimitives.ReadInt64BigEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(seal, bytes.AsSpan(TimeBytes + RandomBytes)) && age > -Skew.TotalMilliseconds && age < Lifetime.TotalMilliseconds;
    }

    /// <summary>Uses a nonce up; false: it was used before, or too many were.</summary>
    public bool TryUse(string nonce, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && oldest.Forget <= now)
            {
                _answered.Remove(_order.Dequeue().Nonce);
            }

            if (_answered.Count >= MaxAnswered || !_answered.Add(nonce))
            {
                return false;
            }

            _order.Enqueue((nonce, now + Lifetime + Skew));
            return true;
        }
    }
}
