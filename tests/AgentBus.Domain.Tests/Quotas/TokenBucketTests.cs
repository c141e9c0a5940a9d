using AgentBus.Domain.Quotas;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Quotas;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = Scene.Start;

    [Fact]
    public void A_new_bucket_is_full() => CountTakes(new TokenBucket(1, 3, Start), Start).ShouldBe(3);

    [Fact]
    public void It_refills_by_its_rate_up_to_its_burst()
    {
        var bucket = new TokenBucket(rate: 2, burst: 3, Start);
        CountTakes(bucket, Start).ShouldBe(3);

        CountTakes(bucket, Start.AddSeconds(1)).ShouldBe(2);
        CountTakes(bucket, Start.AddHours(1)).ShouldBe(3);
    }

    [Fact]
    public void An_empty_bucket_says_when_to_come_again_and_then_gives()
    {
        var bucket = new TokenBucket(rate: 4, burst: 1, Start);
        bucket.TryTake(Start, out _, out _).ShouldBeTrue();

        bucket.TryTake(Start, out var left, out var retryAfter).ShouldBeFalse();

        left.ShouldBe(0);
        retryAfter.ShouldBe(TimeSpan.FromMilliseconds(250));
        bucket.TryTake(Start + retryAfter, out _, out _).ShouldBeTrue();
    }

    [Fact]
    public void Advice_is_never_longer_than_a_minute()
    {
        var bucket = new TokenBucket(rate: 0, burst: 0, Start);

        bucket.TryTake(Start, out _, out var retryAfter).ShouldBeFalse();

        retryAfter.ShouldBe(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Time_that_runs_backwards_gives_nothing()
    {
        var bucket = new TokenBucket(rate: 1, burst: 1, Start);
        bucket.TryTake(Start, out _, out _).ShouldBeTrue();

        bucket.TryTake(Start.AddHours(-1), out _, out _).ShouldBeFalse();
        bucket.TryTake(Start, out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void Time_that_runs_backwards_takes_nothing_away() => CountTakes(new TokenBucket(rate: 1, burst: 3, Start), Start.AddHours(-1)).ShouldBe(3);

    [Fact]
    public void A_token_that_was_given_back_can_be_taken_again()
    {
        var bucket = new TokenBucket(rate: 1, burst: 1, Start);
        bucket.TryTake(Start, out _, out _).ShouldBeTrue();
        bucket.Return();
        bucket.Return();

        CountTakes(bucket, Start).ShouldBe(1);
    }

    [Fact]
    public void A_lower_burst_takes_tokens_away_and_a_higher_one_gives_none()
    {
        var bucket = new TokenBucket(rate: 1, burst: 10, Start);

        bucket.Configure(rate: 1, burst: 4, Start);
        bucket.Configure(rate: 1, burst: 10, Start);

        CountTakes(bucket, Start).ShouldBe(4);
    }

    [Fact]
    public void A_setting_of_zero_is_no_limit()
    {
        var bucket = TokenBucket.ForAgent(new QuotaSettings(0, 0, 0, 0), Start);

        for (var i = 0; i < 10_000; i++)
        {
            bucket.TryTake(Start, out var left, out _).ShouldBeTrue();
            left.ShouldBe(double.PositiveInfinity);
        }
    }

    [Fact]
    public void A_share_of_zero_is_no_rate_at_all() =>
        CountTakes(TokenBucket.ForTenant(new QuotaSettings(0, 0, 100, 100), share: 0, Start), Start.AddHours(1)).ShouldBe(0);

    [Fact]
    public void The_shares_of_all_silos_are_the_whole() =>
        Enumerable.Range(0, 4).Sum(_ => CountTakes(TokenBucket.ForTenant(new QuotaSettings(0, 0, 100, 100), QuotaShares.EqualShare(4), Start), Start)).ShouldBe(100);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, -1)]
    [InlineData(double.NaN, 1)]
    public void A_rate_or_burst_below_zero_is_a_fault(double rate, double burst) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new TokenBucket(rate, burst, Start));

    [Fact]
    public void No_schedule_gets_more_than_burst_and_rate_allow()
    {
        var schedules = from rate in Gen.Elements(0.0, 0.1, 1, 3, 7.5, 1_000, 33_333)
                        from burst in Gen.Elements(1.0, 2, 5.5, 100)
                        from steps in Gen.Choose(-200, 400).NonEmptyListOf()
                        select (Rate: rate, Burst: burst, Steps: steps);

        Prop.ForAll(schedules.ToArbitrary(), static s => KeepsItsRate(s.Rate, s.Burst, s.Steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(200));
    }

    [Fact]
    public void Threads_together_get_no_more_than_one_would()
    {
        var bucket = new TokenBucket(rate: 0, burst: 1_000, Start);
        var taken = 0;

        Parallel.For(0, 4, _ => Interlocked.Add(ref taken, CountTakes(bucket, Start)));

        taken.ShouldBe(1_000);
    }

    private static bool KeepsItsRate(double rate, double burst, IEnumerable<int> stepsInMilliseconds)
    {
        var bucket = new TokenBucket(rate, burst, Start);
        var (clock, latest) = (Start, Start);
        var takes = new List<DateTimeOffset>();
        foreach (var step in stepsInMilliseconds)
        {
            clock = clock.AddMilliseconds(step);
            latest = clock > latest ? clock : latest;
            for (var attempt = 0; attempt < 3; attempt++)
            {
                if (bucket.TryTake(clock, out _, out _))
                {
                    takes.Add(latest);
                }
            }
        }

        for (var from = 0; from < takes.Count; from++)
        {
            for (var to = from; to < takes.Count; to++)
            {
                if (to - from + 1 > burst + (rate * (takes[to] - takes[from]).TotalSeconds) + 1e-6)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int CountTakes(TokenBucket bucket, DateTimeOffset now)
    {
        var taken = 0;
        while (bucket.TryTake(now, out _, out _))
        {
            taken++;
        }

        return taken;
    }
}
