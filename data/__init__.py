"""The starter data set: public facts about people and events, every row with its source."""
