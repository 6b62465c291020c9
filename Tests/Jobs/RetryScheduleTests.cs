using CommerceOS.Jobs;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Jobs;

public sealed class RetryScheduleTests
{
    private static readonly RetrySchedule Schedule = new(TimeSpan.FromSeconds(5), TimeSpan.FromHours(1), Jitter: 0.2);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(8, 640)]
    [InlineData(11, 3600)]
    [InlineData(1000, 3600)]
    public void The_delay_doubles_up_to_the_longest(int attempt, double seconds) =>
        Schedule.DelayAfter(attempt, chance: 0.5).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData(0, 8)]
    [InlineData(0.25, 9)]
    [InlineData(0.75, 11)]
    [InlineData(1, 12)]
    public void Chance_moves_it_by_the_jitter_and_no_more(double chance, double seconds) =>
        Schedule.DelayAfter(2, chance).TotalSeconds.ShouldBe(seconds, tolerance: 1e-6);

    [Fact]
    public void There_is_no_delay_before_the_first_attempt() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Schedule.DelayAfter(0, 0.5));
}
